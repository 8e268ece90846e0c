package dev.firstring.messaging.provider.vonage;

import static com.github.tomakehurst.wiremock.client.WireMock.aResponse;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.github.tomakehurst.wiremock.client.WireMock;
import com.github.tomakehurst.wiremock.verification.LoggedRequest;
import com.nimbusds.jose.crypto.RSASSAVerifier;
import com.nimbusds.jwt.SignedJWT;
import dev.firstring.messaging.Channel;
import dev.firstring.messaging.Cost;
import dev.firstring.messaging.HttpSenderContract;
import dev.firstring.messaging.MessageSender;
import dev.firstring.messaging.MessageSender.OutgoingMessage;
import dev.firstring.messaging.MessageSender.SendOutcome.Accepted;
import dev.firstring.messaging.MessageSender.SendOutcome.Reason;
import dev.firstring.messaging.hook.HookSettings;
import dev.firstring.platform.Ids;
import dev.firstring.platform.Secret;
import dev.firstring.platform.call.HttpCaller.Forms;
import dev.firstring.testing.SettableClock;
import java.math.BigDecimal;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.SecureRandom;
import java.security.interfaces.RSAPublicKey;
import java.time.Duration;
import java.util.Base64;
import java.util.List;
import java.util.Locale;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.json.JsonMapper;

class VonageSenderTest extends HttpSenderContract {

    private static final Secret SECRET = Secret.of("vonage-api-secret");
    private static final KeyPair KEYS = keys();
    private static final Secret PEM = Secret.of("-----BEGIN PRIVATE KEY-----\n"
            + Base64.getMimeEncoder().encodeToString(KEYS.getPrivate().getEncoded())
            + "\n-----END PRIVATE KEY-----\n");

    @Override
    protected MessageSender sender(Duration limit) {
        SettableClock clock = new SettableClock();
        return new VonageSender(
                new VonageSettings(
                        "key",
                        SECRET,
                        "Acme",
                        "app-id",
                        PEM,
                        "+12015550101",
                        null,
                        provider.baseUrl(),
                        provider.baseUrl(),
                        true,
                        limit),
                SECRET,
                new VonageTokens(clock, new Ids(clock, new SecureRandom())),
                new HookSettings("https://id.example.org"));
    }

    @Override
    protected void willing() {
        answers(aResponse()
                .withStatus(200)
                .withBody("{\"message-count\":\"1\",\"messages\":[{\"to\":\"33612345678\",\"message-id\":\"0A01\","
                        + "\"status\":\"0\",\"remaining-balance\":\"3.14\",\"message-price\":\"0.06450000\"}]}"));
        provider.stubFor(WireMock.post("/v1/calls")
                .willReturn(aResponse().withStatus(201).withBody("{\"uuid\":\"63f61863\",\"status\":\"started\"}")));
    }

    @Override
    protected String textOf(LoggedRequest call) {
        if (call.getUrl().equals("/v1/calls")) {
            return JsonMapper.shared()
                    .readTree(call.getBodyAsString())
                    .at("/ncco/0/text")
                    .asString()
                    .replaceAll("<break time=\"1s\"/>", "\n")
                    .replaceAll("<[^>]+>", "")
                    .strip();
        }
        return Forms.parse(call.getBodyAsString()).get("text").getFirst();
    }

    @Override
    protected List<String> secrets() {
        return List.of(SECRET.reveal());
    }

    @Override
    protected boolean saysInItsBodyWhetherItTakes() {
        return true;
    }

    @Test
    void an_sms_that_was_taken_without_a_name_is_taken_and_so_is_a_call() {
        OutgoingMessage message = sms();
        answers(aResponse().withStatus(200).withBody("{\"message-count\":\"1\",\"messages\":[{\"status\":\"0\"}]}"));
        assertThat(sender().send(message)).isEqualTo(new Accepted(message.id().toString()));

        OutgoingMessage call =
                new OutgoingMessage(UUID.randomUUID(), NUMBER, Channel.VOICE, Locale.ENGLISH, "1, 2, 3.");
        answers(aResponse().withStatus(201).withBody("{}"));
        assertThat(sender().send(call)).isEqualTo(new Accepted(call.id().toString()));
    }

    @Test
    void an_sms_names_its_sender_its_text_and_where_its_receipt_goes_and_its_price_is_kept() {
        OutgoingMessage message = sms();

        assertThat(sender().send(message))
                .isEqualTo(new Accepted("0A01", new Cost(new BigDecimal("0.06450000"), "EUR")));

        LoggedRequest call = lastCall();
        assertThat(call.getUrl()).isEqualTo("/sms/json");
        var fields = Forms.parse(call.getBodyAsString());
        assertThat(fields)
                .containsEntry("to", List.of("33612345678"))
                .containsEntry("from", List.of("Acme"))
                .containsEntry("type", List.of("text"));
        assertThat(fields.get("callback").getFirst())
                .startsWith("https://id.example.org/hooks/vonage/sms/" + message.id() + "?key=");
    }

    @Test
    void a_text_outside_the_alphabet_of_gsm_is_named_so() {
        sender().send(new OutgoingMessage(UUID.randomUUID(), NUMBER, Channel.SMS, Locale.ENGLISH, "код"));

        assertThat(Forms.parse(lastCall().getBodyAsString())).containsEntry("type", List.of("unicode"));
    }

    @Test
    void a_call_is_made_by_the_application_and_talks_line_by_line() throws Exception {
        OutgoingMessage message =
                new OutgoingMessage(UUID.randomUUID(), NUMBER, Channel.VOICE, Locale.GERMAN, "Ihr <Code>:\n1, 2, 3.");

        assertThat(sender().send(message)).isEqualTo(new Accepted("63f61863"));

        LoggedRequest call = lastCall();
        var body = JsonMapper.shared().readTree(call.getBodyAsString());
        assertThat(body.at("/to/0/number").asString()).isEqualTo("33612345678");
        assertThat(body.at("/from/number").asString()).isEqualTo("12015550101");
        assertThat(body.at("/ncco/0/language").asString()).isEqualTo("de-DE");
        assertThat(body.at("/ncco/0/text").asString())
                .isEqualTo(
                        "<speak><break time=\"1s\"/>Ihr &lt;Code&gt;:<break time=\"1s\"/>1, 2, 3.<break time=\"1s\"/>"
                                + "</speak>");
        assertThat(body.at("/event_url/0").asString())
                .isEqualTo("https://id.example.org/hooks/vonage/call/" + message.id());
        SignedJWT token = SignedJWT.parse(call.getHeader("Authorization").replace("Bearer ", ""));
        assertThat(token.verify(new RSASSAVerifier((RSAPublicKey) KEYS.getPublic())))
                .isTrue();
        assertThat(token.getJWTClaimsSet().getStringClaim("application_id")).isEqualTo("app-id");
    }

    @Test
    void errors_are_sorted_by_their_status() {
        refuses(200, error("7"), Reason.NUMBER_REFUSED);
        refuses(200, error("33"), Reason.NUMBER_REFUSED);
        refuses(200, error("6"), Reason.TRANSPORT_REFUSED);
        refuses(200, error("15"), Reason.TRANSPORT_REFUSED);
        refuses(200, error("1"), Reason.UNAVAILABLE);
        refuses(200, error("4"), Reason.UNAVAILABLE);
        refuses(200, error("9"), Reason.UNAVAILABLE);
    }

    @Test
    void it_is_told_which_codes_were_entered() {
        assertThat(((VonageSender) sender()).tell("0A01", true, "2026-03-01T12:00:00Z"))
                .isTrue();

        assertThat(lastCall().getUrl()).isEqualTo("/conversions/sms");
        assertThat(Forms.parse(lastCall().getBodyAsString()))
                .containsEntry("message-id", List.of("0A01"))
                .containsEntry("delivered", List.of("true"));
    }

    @Test
    void settings_of_no_use_are_refused_at_start() {
        assertThatThrownBy(() -> settings("key", null, "", null)).hasMessageContaining("api-secret");
        assertThatThrownBy(() -> settings("key", SECRET, "app", null)).hasMessageContaining("private-key");
        assertThatThrownBy(() -> VonageTokens.key(Secret.of("no key"))).hasMessageContaining("private-key");
    }

    private static VonageSettings settings(String key, Secret secret, String application, Secret pem) {
        return new VonageSettings(
                key,
                secret,
                "Acme",
                application,
                pem,
                "",
                null,
                "https://a",
                "https://b",
                false,
                Duration.ofSeconds(2));
    }

    private static String error(String status) {
        return "{\"message-count\":\"1\",\"messages\":[{\"status\":\"" + status + "\",\"error-text\":\"to "
                + NUMBER.e164() + "\"}]}";
    }

    private static KeyPair keys() {
        try {
            KeyPairGenerator generator = KeyPairGenerator.getInstance("RSA");
            generator.initialize(2048);
            return generator.generateKeyPair();
        } catch (java.security.NoSuchAlgorithmException e) {
            throw new IllegalStateException(e);
        }
    }
}
