package dev.firstring.messaging.provider.twilio;

import static com.github.tomakehurst.wiremock.client.WireMock.aResponse;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.github.tomakehurst.wiremock.verification.LoggedRequest;
import dev.firstring.messaging.Channel;
import dev.firstring.messaging.HttpSenderContract;
import dev.firstring.messaging.MessageSender;
import dev.firstring.messaging.MessageSender.OutgoingMessage;
import dev.firstring.messaging.MessageSender.SendOutcome.Accepted;
import dev.firstring.messaging.MessageSender.SendOutcome.Reason;
import dev.firstring.messaging.hook.HookSettings;
import dev.firstring.platform.Secret;
import dev.firstring.platform.call.HttpCaller.Forms;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.UUID;
import org.junit.jupiter.api.Test;

class TwilioSenderTest extends HttpSenderContract {

    private static final Secret TOKEN = Secret.of("twilio-auth-token");

    @Override
    protected MessageSender sender(Duration limit) {
        return sender("+12015550100", "", limit);
    }

    private TwilioSender sender(String from, String service, Duration limit) {
        return new TwilioSender(
                new TwilioSettings("AC0123", TOKEN, from, service, "+12015550101", provider.baseUrl(), limit),
                TOKEN,
                new HookSettings("https://id.example.org/"));
    }

    @Override
    protected void willing() {
        answers(aResponse()
                .withStatus(201)
                .withBody("{\"sid\":\"SM0123\",\"status\":\"queued\",\"price\":null,\"error_code\":null}"));
    }

    @Override
    protected String textOf(LoggedRequest call) {
        Map<String, List<String>> fields = Forms.parse(call.getBodyAsString());
        String twiml = fields.getOrDefault("Twiml", List.of("")).getFirst();
        return fields.containsKey("Body")
                ? fields.get("Body").getFirst()
                : twiml.replaceAll("<Pause length=\"1\"/></Response>$", "")
                        .replaceAll("</Say><Pause length=\"1\"/>", "\n")
                        .replaceAll("<[^>]+>", "")
                        .strip();
    }

    @Override
    protected List<String> secrets() {
        return List.of(TOKEN.reveal());
    }

    @Test
    void an_sms_names_its_sender_its_text_and_where_its_receipt_goes() {
        OutgoingMessage message = sms();

        assertThat(sender().send(message)).isEqualTo(new Accepted("SM0123"));

        LoggedRequest call = lastCall();
        assertThat(call.getUrl()).isEqualTo("/2010-04-01/Accounts/AC0123/Messages.json");
        assertThat(call.getHeader("Authorization")).isEqualTo("Basic QUMwMTIzOnR3aWxpby1hdXRoLXRva2Vu");
        assertThat(Forms.parse(call.getBodyAsString()))
                .containsEntry("To", List.of(NUMBER.e164()))
                .containsEntry("From", List.of("+12015550100"))
                .containsEntry("Body", List.of(TEXT))
                .containsEntry("StatusCallback", List.of("https://id.example.org/hooks/twilio/" + message.id()));
    }

    @Test
    void a_messaging_service_chooses_the_sender_unless_the_country_has_one() {
        TwilioSender sender = sender("", "MG0123", Duration.ofSeconds(4));

        sender.send(sms());
        assertThat(Forms.parse(lastCall().getBodyAsString()))
                .containsEntry("MessagingServiceSid", List.of("MG0123"))
                .doesNotContainKey("From");
        sender.send(sms().from("Acme FR"));
        assertThat(Forms.parse(lastCall().getBodyAsString())).containsEntry("From", List.of("Acme FR"));
    }

    @Test
    void a_call_says_each_line_in_the_persons_language_with_a_pause_after_it() {
        sender().send(new OutgoingMessage(
                UUID.randomUUID(), NUMBER, Channel.VOICE, Locale.FRENCH, "Bonjour <toi> & moi :\n1, 2, 3.\n1, 2, 3."));

        LoggedRequest call = lastCall();
        assertThat(call.getUrl()).isEqualTo("/2010-04-01/Accounts/AC0123/Calls.json");
        assertThat(Forms.parse(call.getBodyAsString()).get("Twiml").getFirst())
                .isEqualTo("<Response><Pause length=\"1\"/>"
                        + "<Say language=\"fr-FR\">Bonjour &lt;toi&gt; &amp; moi :</Say><Pause length=\"1\"/>"
                        + "<Say language=\"fr-FR\">1, 2, 3.</Say><Pause length=\"1\"/>"
                        + "<Say language=\"fr-FR\">1, 2, 3.</Say><Pause length=\"1\"/></Response>");
    }

    @Test
    void errors_are_sorted_by_their_code() {
        refuses(400, error(21211), Reason.NUMBER_REFUSED);
        refuses(400, error(21614), Reason.TRANSPORT_REFUSED);
        refuses(400, error(21408), Reason.TRANSPORT_REFUSED);
        refuses(403, error(60410), Reason.FRAUD_BLOCK);
        refuses(400, error(30450), Reason.FRAUD_BLOCK);
        refuses(401, error(20003), Reason.UNAVAILABLE);
        refuses(429, error(20429), Reason.UNAVAILABLE);
        refuses(400, error(21602), Reason.TRANSPORT_REFUSED);
        refuses(200, error(21211), Reason.NUMBER_REFUSED);
        refuses(201, "{\"sid\":\"SM1\",\"status\":\"failed\",\"error_code\":30450}", Reason.FRAUD_BLOCK);
    }

    @Test
    void it_carries_what_it_has_a_sender_for_and_tells_what_is_wrong() {
        assertThat(sender("", "", Duration.ofSeconds(2)).carries(Channel.SMS)).isFalse();
        assertThat(sender().carries(Channel.VOICE)).isTrue();
        answers(aResponse().withStatus(200).withBody("{}"));
        assertThat(sender().problem()).isEmpty();
        answers(aResponse().withStatus(401).withBody("{}"));
        assertThat(sender().problem()).hasValue("answers with status 401");
    }

    @Test
    void settings_of_no_use_are_refused_at_start() {
        assertThatThrownBy(() -> new TwilioSettings("AC1", null, "+1", "", "", "https://a/", Duration.ofSeconds(2)))
                .hasMessageContaining("auth-token");
        assertThatThrownBy(() -> new TwilioSettings("AC1", TOKEN, "", "", "", "https://a/", Duration.ofSeconds(2)))
                .hasMessageContaining("messaging-service-sid");
        assertThatThrownBy(
                        () -> new TwilioSettings("", null, "", "", "", "http://api.example.org", Duration.ofSeconds(2)))
                .hasMessageContaining("firstring.messaging.twilio.url");
    }

    @Test
    void the_example_of_the_documentation_has_its_signature() {
        assertThat(TwilioSignature.of(
                        Secret.of("12345"),
                        "https://mycompany.com/myapp.php?foo=1&bar=2",
                        Map.of(
                                "CallSid", List.of("CA1234567890ABCDE"),
                                "Caller", List.of("+12349013030"),
                                "Digits", List.of("1234"),
                                "From", List.of("+12349013030"),
                                "To", List.of("+18005551212"))))
                .isEqualTo("0/KCTR6DLpKmkAf8muzZqo1nDgQ=");
    }

    private static String error(int code) {
        return "{\"code\":" + code + ",\"message\":\"to " + NUMBER.e164() + "\",\"status\":400}";
    }
}
