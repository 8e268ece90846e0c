package dev.firstring.messaging.provider.gateway;

import static dev.firstring.testing.Person.expect;
import static org.assertj.core.api.Assertions.assertThat;

import com.github.tomakehurst.wiremock.WireMockServer;
import com.github.tomakehurst.wiremock.client.WireMock;
import com.github.tomakehurst.wiremock.core.WireMockConfiguration;
import dev.firstring.testing.Person;
import dev.firstring.testing.RunningService;
import dev.firstring.testing.TestDatabase;
import io.micrometer.core.instrument.MeterRegistry;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.util.UUID;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Receipts of gateways as they come in from outside. */
@Tag("slow")
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class GatewayReceiptsTest {

    private static final String SECRET = "a-secret-of-receipts";

    private final WireMockServer gateway =
            new WireMockServer(WireMockConfiguration.wireMockConfig().dynamicPort());
    private TestDatabase database;
    private RunningService service;

    @BeforeAll
    void start() {
        gateway.start();
        gateway.stubFor(WireMock.any(WireMock.anyUrl())
                .willReturn(WireMock.aResponse()
                        .withStatus(200)
                        .withBody("id={{request.query.id}}")
                        .withTransformers("response-template")));
        database = TestDatabase.create();
        service = RunningService.over(database)
                .set("firstring.messaging.callback-url", "https://id.example.org")
                .set("firstring.messaging.senders", "acme")
                .set("firstring.messaging.gateways[0].id", "acme")
                .set("firstring.messaging.gateways[0].timeout", "4500ms")
                .set(
                        "firstring.messaging.gateways[0].url",
                        gateway.baseUrl() + "/?to={to}&id={id}&text={text}&receipt={receipt-url}")
                .set("firstring.messaging.gateways[0].rules.reference", "id=(\\S+)")
                .set("firstring.messaging.gateways[0].receipts.secret", SECRET)
                .set("firstring.messaging.gateways[0].receipts.answer", "ACK/Jasmin")
                .start();
    }

    @AfterAll
    void stop() {
        service.close();
        database.close();
        gateway.stop();
    }

    @Test
    void a_receipt_at_the_address_of_its_message_is_believed_however_it_is_written() {
        for (String body : new String[] {"{\"state\":\"DELIVRD\",\"more\":{}}", "state=delivered&x=%zz"}) {
            Person person = Person.at(service);
            URI address = receiptAddress(person);

            assertThat(service.call("POST", target(address), body).status()).isEqualTo(200);
            assertThat(state(person)).isEqualTo("delivered");
        }
        Person person = Person.at(service);
        URI address = receiptAddress(person);
        assertThat(service.get(target(address) + "&state=16").status()).isEqualTo(200);
        assertThat(state(person)).isIn("failed", "sent", "queued");
    }

    @Test
    void a_receipt_without_the_key_of_the_message_changes_nothing_and_learns_nothing() {
        Person person = Person.at(service);
        URI address = receiptAddress(person);
        String other = target(receiptAddress(Person.at(service))).replaceFirst(".*key=", "");
        String path = address.getPath();

        for (String target : new String[] {
            path,
            path + "?key=",
            path + "?key=" + other,
            path + "?key=" + SECRET,
            "/hooks/gateways/acme/" + UUID.randomUUID() + "?" + address.getQuery(),
            "/hooks/gateways/none/" + UUID.randomUUID() + "?" + address.getQuery(),
            "/hooks/gateways/acme?key=wrong&id=x"
        }) {
            String separator = target.contains("?") ? "&" : "?";
            assertThat(service.get(target + separator + "state=delivered").status())
                    .as(target)
                    .isEqualTo(404);
        }
        assertThat(state(person)).isNotEqualTo("delivered");
    }

    @Test
    void a_gateway_that_knows_one_address_for_all_names_the_message() {
        Person person = Person.at(service);
        URI address = receiptAddress(person);
        String id = address.getPath().replaceFirst(".*/", "");

        assertThat(service.get("/hooks/gateways/acme?key=" + SECRET + "&state=delivered&id=" + id)
                        .status())
                .isEqualTo(200);

        org.awaitility.Awaitility.await().until(() -> state(person).equals("delivered"));
    }

    @Test
    void a_state_on_the_way_changes_nothing_and_a_body_without_end_is_refused() {
        Person person = Person.at(service);
        URI address = receiptAddress(person);

        assertThat(service.get(target(address) + "&state=buffered").status()).isEqualTo(200);
        assertThat(state(person)).isNotEqualTo("delivered");
        assertThat(service.call("POST", target(address), "x".repeat(70_000)).status())
                .isEqualTo(413);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "{\"state\":\"delivered \"}",
                "\uFEFF{\"state\":\"DELIVRD\\r\\n\"}",
                " \r\n{\"State\":\"Delivered\"}\r\n",
                "{\"state\":1}",
                "{\"state\":\" 1\"}",
                "{\"report\":{\"state\":\"delivered\"}}",
                "{\"results\":[{\"state\":\"DELIVERED_TO_HANDSET\",\"more\":[1,2]}]}",
                "[{\"state\":\"delivered\\u00a0\"}]",
                "state=delivered%20",
                "state=delivered+&x=1",
                "STATE=DELIVERED\r\n",
                "state=%22delivered%22",
                "\uFEFFstate=%EF%BB%BFdelivrd",
                "id=7&state=Deliverd"
            })
    void what_gateways_send_around_their_words_changes_nothing(String body) throws Exception {
        for (String type : new String[] {"application/json", "application/x-www-form-urlencoded", "text/plain", ""}) {
            Person person = Person.at(service);
            URI address = receiptAddress(person);

            assertThat(post(target(address), type, body)).isEqualTo(200);

            assertThat(state(person)).as(type).isEqualTo("delivered");
        }
    }

    @Test
    void a_list_of_receipts_settles_each_message_of_it() throws Exception {
        Person ann = Person.at(service);
        Person bob = Person.at(service);
        String anns = receiptAddress(ann).getPath().replaceFirst(".*/", "");
        String bobs = receiptAddress(bob).getPath().replaceFirst(".*/", "");

        assertThat(post(
                        "/hooks/gateways/acme?key=" + SECRET,
                        "application/json",
                        "{\"results\":[{\"id\":\"" + anns + "\",\"state\":\"delivered\"},{\"id\":\" " + bobs
                                + "\",\"state\":\"Undeliverable\"}]}"))
                .isEqualTo(200);

        org.awaitility.Awaitility.await()
                .until(() -> state(ann).equals("delivered") && state(bob).equals("failed"));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "<?xml version=\"1.0\" encoding=\"ISO-8859-1\"?><dlr><id>x</id><state> DELIVRD </state></dlr>",
                "\uFEFF<dlr state='delivered'/>",
                "<r:Report xmlns:r='urn:x'><r:State><![CDATA[Delivered]]></r:State></r:Report>",
                "xmldata=%3Cdlr%3E%3Cstate%3Edelivered%3C%2Fstate%3E%3C%2Fdlr%3E",
                "--b1\r\nContent-Disposition: form-data; name=\"state\"\r\n\r\nDELIVRD\r\n--b1--\r\n",
                "--b1\r\nContent-Disposition: form-data; name=\"data\"; filename=\"dlr.xml\"\r\nContent-Type: text/xml\r\n\r\n"
                        + "<dlr><state>delivered</state></dlr>\r\n--b1--"
            })
    void xml_and_multipart_are_read_whatever_they_are_announced_as(String body) throws Exception {
        for (String type : new String[] {"text/xml", "multipart/form-data; boundary=b1", "text/plain", ""}) {
            Person person = Person.at(service);
            URI address = receiptAddress(person);

            assertThat(post(target(address), type, body)).isEqualTo(200);

            assertThat(state(person)).as(type).isEqualTo("delivered");
        }
    }

    @Test
    void a_slash_that_a_proxy_adds_does_no_harm() {
        Person person = Person.at(service);
        URI address = receiptAddress(person);

        assertThat(service.get(address.getRawPath() + "/?" + address.getRawQuery() + "&state=delivered")
                        .status())
                .isEqualTo(200);
        assertThat(state(person)).isEqualTo("delivered");
        assertThat(service.get("/hooks/gateways/acme/?key=" + SECRET + "&state=delivered&id=x")
                        .status())
                .isEqualTo(200);
    }

    @Test
    void the_answer_is_the_acknowledgement_that_the_gateway_waits_for() {
        assertThat(service.get("/hooks/gateways/acme?key=" + SECRET + "&state=delivered&id=unknown")
                        .body())
                .isEqualTo("ACK/Jasmin");
    }

    @Test
    void a_word_that_nobody_knows_changes_nothing_and_is_counted() throws Exception {
        Person person = Person.at(service);
        URI address = receiptAddress(person);

        assertThat(post(target(address), "application/json", "{\"state\":\"whatever\"}"))
                .isEqualTo(200);
        assertThat(post(target(address), "application/json", "{}")).isEqualTo(200);

        assertThat(state(person)).isNotEqualTo("delivered");
        assertThat(service.bean(MeterRegistry.class)
                        .get("firstring.message.receipts.passed")
                        .tags("provider", "acme", "result", "unknown_state")
                        .counter()
                        .count())
                .isPositive();
        assertThat(service.bean(MeterRegistry.class)
                        .get("firstring.message.receipts.passed")
                        .tags("provider", "acme", "result", "no_state")
                        .counter()
                        .count())
                .isPositive();
    }

    /** With a type of its own, or none. */
    private int post(String target, String type, String body) throws Exception {
        HttpRequest.Builder request = HttpRequest.newBuilder(URI.create("http://localhost:" + service.port() + target))
                .POST(HttpRequest.BodyPublishers.ofString(body));
        if (!type.isEmpty()) {
            request.header("Content-Type", type);
        }
        try (HttpClient client = HttpClient.newHttpClient()) {
            return client.send(request.build(), HttpResponse.BodyHandlers.discarding())
                    .statusCode();
        }
    }

    private URI receiptAddress(Person person) {
        expect(person.start());
        return URI.create(gateway.findAll(WireMock.getRequestedFor(WireMock.anyUrl())
                        .withQueryParam("to", WireMock.equalTo(person.number())))
                .getLast()
                .queryParameter("receipt")
                .firstValue());
    }

    private static String target(URI address) {
        return address.getRawPath() + "?" + address.getRawQuery();
    }

    private static String state(Person person) {
        return expect(person.status()).json().at("/data/delivery/state").asString();
    }
}
