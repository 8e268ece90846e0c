package dev.firstring.messaging.provider.twilio;

import static dev.firstring.testing.Person.expect;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.github.tomakehurst.wiremock.WireMockServer;
import com.github.tomakehurst.wiremock.client.WireMock;
import com.github.tomakehurst.wiremock.core.WireMockConfiguration;
import dev.firstring.platform.Secret;
import dev.firstring.platform.call.HttpCaller.Forms;
import dev.firstring.testing.Person;
import dev.firstring.testing.RunningService;
import dev.firstring.testing.SettableClock;
import dev.firstring.testing.TestDatabase;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.springframework.jdbc.core.JdbcTemplate;

/** Receipts of Twilio and Vonage as they come in from outside: signed ones count, others do not. */
@Tag("slow")
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class VendorReceiptsTest {

    private static final String BASE = "https://id.example.org";
    private static final String SIGNATURE_SECRET = "a-signature-secret-of-at-least-32-bytes";

    private final SettableClock clock = new SettableClock();
    private final WireMockServer vendor =
            new WireMockServer(WireMockConfiguration.wireMockConfig().dynamicPort());
    private TestDatabase database;
    private RunningService service;
    private JdbcTemplate jdbc;

    @BeforeAll
    void start() {
        vendor.start();
        vendor.stubFor(WireMock.post(WireMock.urlPathMatching("/2010-04-01/.*"))
                .willReturn(WireMock.aResponse().withStatus(201).withBody("{\"sid\":\"SM1\"}")));
        vendor.stubFor(WireMock.post("/sms/json")
                .willReturn(WireMock.aResponse()
                        .withBody("{\"messages\":[{\"status\":0,\"message-id\":\"0A\",\"message-price\":\"0.05\"}]}")));
        database = TestDatabase.create();
        jdbc = new JdbcTemplate(database.service());
        service = RunningService.over(database)
                .clock(clock)
                .set("firstring.messaging.callback-url", BASE)
                .set("firstring.messaging.senders", "twilio")
                .set("firstring.messaging.routes[0].countries", "DE")
                .set("firstring.messaging.routes[0].senders", "vonage,twilio")
                .set("firstring.messaging.twilio.account-sid", "AC1")
                .set("firstring.messaging.twilio.auth-token", VendorSignatures.TWILIO_TOKEN)
                .set("firstring.messaging.twilio.from", "+12015550100")
                .set("firstring.messaging.twilio.url", vendor.baseUrl())
                .set("firstring.messaging.vonage.api-key", "key")
                .set("firstring.messaging.vonage.api-secret", "vonage-secret")
                .set("firstring.messaging.vonage.signature-secret", SIGNATURE_SECRET)
                .set("firstring.messaging.vonage.from", "Acme")
                .set("firstring.messaging.vonage.sms-url", vendor.baseUrl())
                .set("firstring.messaging.vonage.url", vendor.baseUrl())
                .start();
    }

    @AfterAll
    void stop() {
        service.close();
        database.close();
        vendor.stop();
    }

    @Test
    void a_receipt_that_twilio_has_signed_counts_also_the_second_time() {
        Person person = Person.at(service);
        expect(person.start());
        String path = "/hooks/twilio/" + message(person);
        Map<String, String> fields = Map.of("MessageSid", "SM1", "MessageStatus", "delivered", "To", person.number());

        for (int i = 0; i < 2; i++) {
            assertThat(twilio(path, fields, signature(path, fields)).status()).isEqualTo(204);
        }
        assertThat(state(person)).isEqualTo("delivered");
    }

    @Test
    void a_message_that_was_taken_without_a_name_goes_to_nobody_else() {
        vendor.stubFor(WireMock.post("/sms/json")
                .withFormParam("to", WireMock.equalTo("4915112345699"))
                .willReturn(WireMock.aResponse().withBody("{\"messages\":[{\"status\":\"0\"}]}")));
        Person person = Person.typing(service, "+4915112345699");
        vendor.resetRequests();

        expect(person.start());

        assertThat(vendor.findAll(WireMock.anyRequestedFor(WireMock.anyUrl())))
                .extracting(call -> call.getUrl())
                .containsExactly("/sms/json");
        UUID id = message(person);
        await().until(() -> "sent".equals(column(id, "state")));
        assertThat(column(id, "provider_reference")).isEqualTo(id.toString());
    }

    @Test
    void a_receipt_of_a_failure_tells_its_code() {
        Person person = Person.at(service);
        expect(person.start());
        UUID id = message(person);
        await().until(() -> "sent".equals(column(id, "state")));
        String path = "/hooks/twilio/" + id;
        Map<String, String> fields = Map.of("MessageStatus", "undelivered", "ErrorCode", "30003");

        assertThat(twilio(path, fields, signature(path, fields)).status()).isEqualTo(204);

        assertThat(state(person)).isEqualTo("failed");
        assertThat(column(id, "failure")).isEqualTo("undelivered 30003");
    }

    @Test
    void a_receipt_that_twilio_has_not_signed_changes_nothing() {
        Person person = Person.at(service);
        expect(person.start());
        String path = "/hooks/twilio/" + message(person);
        Map<String, String> fields = Map.of("MessageStatus", "delivered");
        String signature = signature(path, fields);

        assertThat(twilio(path, fields, "").status()).isEqualTo(403);
        assertThat(twilio(path, Map.of("MessageStatus", "failed"), signature).status())
                .isEqualTo(403);
        assertThat(twilio("/hooks/twilio/" + UUID.randomUUID(), fields, signature)
                        .status())
                .isEqualTo(403);
        assertThat(twilio(path + "?x=y", fields, signature).status()).isEqualTo(403);
        assertThat(state(person)).isNotEqualTo("delivered");
    }

    @Test
    void twilio_may_sign_the_address_with_its_port_or_without_and_send_its_words_in_any_case() throws Exception {
        for (String base : List.of(BASE, BASE + ":443")) {
            for (String query : List.of("", "?x=1&y=a%20b")) {
                for (String status : List.of("delivered", " Delivered\r\n", "READ")) {
                    Person person = Person.at(service);
                    expect(person.start());
                    String path = "/hooks/twilio/" + message(person);
                    Map<String, String> fields = Map.of("MessageSid", "SM1", "MessageStatus", status, "Empty", "");

                    assertThat(form(path + query, fields, VendorSignatures.twilio(base + path + query, fields)))
                            .isEqualTo(204);

                    assertThat(state(person)).as(base + query + status).isEqualTo("delivered");
                }
            }
        }
    }

    @Test
    void a_slash_that_a_proxy_adds_is_not_signed_and_does_no_harm() throws Exception {
        Person person = Person.at(service);
        expect(person.start());
        String path = "/hooks/twilio/" + message(person);
        Map<String, String> fields = Map.of("SmsStatus", "delivered");

        assertThat(form(path + "/", fields, VendorSignatures.twilio(BASE + ":8443" + path, fields)))
                .isEqualTo(403);
        assertThat(form(path + "/", fields, VendorSignatures.twilio("http://id.example.org" + path, fields)))
                .isEqualTo(403);
        assertThat(form(path + "/", fields, VendorSignatures.twilio(BASE + path, fields)))
                .isEqualTo(204);

        assertThat(state(person)).isEqualTo("delivered");
    }

    @Test
    void a_receipt_of_vonage_at_the_address_of_its_message_counts_and_its_price_is_kept() {
        Person person = Person.typing(service, "+4915112345678");
        expect(person.start());
        UUID id = message(person);
        await().until(() -> "sent".equals(column(id, "state")));
        assertThat(column(id, "cost")).isEqualTo("0.050000");
        URI address = URI.create(Forms.parse(vendor.findAll(WireMock.postRequestedFor(WireMock.urlEqualTo("/sms/json")))
                        .getLast()
                        .getBodyAsString())
                .get("callback")
                .getFirst());

        assertThat(service.get(address.getPath() + "?key=wrong&status=delivered")
                        .status())
                .isEqualTo(403);
        assertThat(service.get(address.getPath() + "?" + address.getQuery() + "&status=Buffered%20")
                        .status())
                .isEqualTo(204);
        assertThat(service.get(address.getPath() + "?" + address.getQuery() + "&Status=DELIVERED%0D%0A&price=%200.07")
                        .status())
                .isEqualTo(204);

        assertThat(state(person)).isEqualTo("delivered");
        assertThat(column(id, "cost")).isEqualTo("0.070000");
    }

    @Test
    void an_event_of_a_call_counts_only_with_vonages_token_for_just_this_body() throws Exception {
        Person person = Person.typing(service, "+4915112345679");
        expect(person.start());
        UUID id = message(person);
        await().until(() -> "sent".equals(column(id, "state")));
        String path = "/hooks/vonage/call/" + id;
        String body = "{\"status\":\"completed\",\"uuid\":\"63f6\"}";

        assertThat(service.post(path, body).status()).isEqualTo(403);
        assertThat(service.post(path, body, "Authorization", "Bearer nonsense").status())
                .isEqualTo(403);
        assertThat(service.post(path, body, "Authorization", vonage(body + " ", SIGNATURE_SECRET, "key", 0))
                        .status())
                .isEqualTo(403);
        assertThat(service.post(path, body, "Authorization", vonage(body, SIGNATURE_SECRET + "x", "key", 0))
                        .status())
                .isEqualTo(403);
        assertThat(service.post(path, body, "Authorization", vonage(body, SIGNATURE_SECRET, "other", 0))
                        .status())
                .isEqualTo(403);
        assertThat(service.post(path, body, "Authorization", vonage(body, SIGNATURE_SECRET, "key", 6))
                        .status())
                .isEqualTo(403);

        assertThat(service.post(path, body, "Authorization", vonage(body, SIGNATURE_SECRET, "key", 0))
                        .status())
                .isEqualTo(204);
        assertThat(state(person)).isEqualTo("delivered");
    }

    private int form(String path, Map<String, String> fields, String signature) throws Exception {
        try (HttpClient client = HttpClient.newHttpClient()) {
            return client.send(
                            HttpRequest.newBuilder(URI.create("http://localhost:" + service.port() + path))
                                    .header("Content-Type", "application/x-www-form-urlencoded; charset=UTF-8")
                                    .header("X-Twilio-Signature", signature)
                                    .POST(BodyPublishers.ofString(Forms.encode(fields)))
                                    .build(),
                            BodyHandlers.discarding())
                    .statusCode();
        }
    }

    private String vonage(String body, String secret, String account, int minutesOld) throws Exception {
        return VendorSignatures.vonage(body, secret, account, clock.instant().minus(Duration.ofMinutes(minutesOld)));
    }

    private RunningService.Reply twilio(String path, Map<String, String> fields, String signature) {
        return service.call(
                "POST", path, Forms.encode(fields), "X-Twilio-Signature", signature.isEmpty() ? "none" : signature);
    }

    private static String signature(String path, Map<String, String> fields) {
        Map<String, List<String>> lists = new java.util.HashMap<>();
        fields.forEach((name, value) -> lists.put(name, List.of(value)));
        return TwilioSignature.of(Secret.of(VendorSignatures.TWILIO_TOKEN), BASE + path, lists);
    }

    private UUID message(Person person) {
        return jdbc.queryForObject("SELECT id FROM message WHERE phone_number = ?", UUID.class, person.number());
    }

    private String column(UUID message, String column) {
        return jdbc.queryForObject("SELECT " + column + "::text FROM message WHERE id = ?", String.class, message);
    }

    private static String state(Person person) {
        return expect(person.status()).json().at("/data/delivery/state").asString();
    }
}
