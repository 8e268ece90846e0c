package dev.firstring.messaging.provider.sns;

import static com.github.tomakehurst.wiremock.client.WireMock.aResponse;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.github.tomakehurst.wiremock.verification.LoggedRequest;
import dev.firstring.messaging.HttpSenderContract;
import dev.firstring.messaging.MessageSender;
import dev.firstring.messaging.SendOutcome.Accepted;
import dev.firstring.messaging.SendOutcome.Reason;
import dev.firstring.platform.Secret;
import dev.firstring.platform.call.Forms;
import dev.firstring.testing.SettableClock;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class SnsSenderTest extends HttpSenderContract {

    private static final Secret SECRET = Secret.of("aws-secret-key");

    @Override
    protected MessageSender sender(Duration limit) {
        return new SnsSender(
                new SnsSettings("eu-west-1", "AKIDEXAMPLE", SECRET, "Acme", provider.baseUrl(), limit),
                SECRET,
                new SettableClock());
    }

    @Override
    protected void willing() {
        answers(aResponse().withStatus(200).withBody("""
                <PublishResponse xmlns="https://sns.amazonaws.com/doc/2010-03-31/">
                  <PublishResult><MessageId>567910cd-659e-55d4-8ccb-5aaf14679dc0</MessageId></PublishResult>
                  <ResponseMetadata><RequestId>d74b8436-ae13-5ab4-a9ff-ce54dfea72a0</RequestId></ResponseMetadata>
                </PublishResponse>
                """));
    }

    @Override
    protected String textOf(LoggedRequest call) {
        return Forms.parse(call.getBodyAsString()).get("Message").getFirst();
    }

    @Override
    protected List<String> secrets() {
        return List.of(SECRET.reveal());
    }

    @Test
    void a_message_is_published_to_the_number_signed_and_as_a_transaction() {
        assertThat(sender().send(sms())).isEqualTo(new Accepted("567910cd-659e-55d4-8ccb-5aaf14679dc0"));

        LoggedRequest call = lastCall();
        var fields = Forms.parse(call.getBodyAsString());
        assertThat(fields)
                .containsEntry("Action", List.of("Publish"))
                .containsEntry("PhoneNumber", List.of(NUMBER.e164()));
        assertThat(fields)
                .containsEntry("MessageAttributes.entry.1.Value.StringValue", List.of("Transactional"))
                .containsEntry("MessageAttributes.entry.2.Value.StringValue", List.of("Acme"));
        assertThat(call.getHeader("Authorization"))
                .startsWith("AWS4-HMAC-SHA256 Credential=AKIDEXAMPLE/20260301/eu-west-1/sns/aws4_request,"
                        + " SignedHeaders=content-type;host;x-amz-date, Signature=");
        String host = call.getHeader("Host");
        assertThat(new AwsSignature("AKIDEXAMPLE", SECRET, "eu-west-1", "sns")
                        .authorization(
                                "POST",
                                "/",
                                "",
                                Map.of(
                                        "Content-Type",
                                        "application/x-www-form-urlencoded; charset=utf-8",
                                        "Host",
                                        host,
                                        "X-Amz-Date",
                                        call.getHeader("X-Amz-Date")),
                                call.getBodyAsString()))
                .isEqualTo(call.getHeader("Authorization"));
    }

    @Test
    void errors_are_sorted() {
        refuses(400, error("InvalidParameter"), Reason.TRANSPORT_REFUSED);
        refuses(400, error("OptedOut"), Reason.TRANSPORT_REFUSED);
        refuses(400, error("Throttling"), Reason.UNAVAILABLE);
        refuses(403, error("SignatureDoesNotMatch"), Reason.UNAVAILABLE);
        refuses(500, error("InternalError"), Reason.UNAVAILABLE);
    }

    @Test
    void what_is_wrong_is_told_to_who_asks() {
        assertThat(sender().problem()).isEmpty();
        answers(aResponse().withStatus(403).withBody(error("InvalidClientTokenId")));
        assertThat(sender().problem()).hasValue("answers with status 403 InvalidClientTokenId");
    }

    @Test
    void settings_of_no_use_are_refused_at_start() {
        assertThatThrownBy(() -> new SnsSettings("Ireland", "a", SECRET, "", "", Duration.ofSeconds(2)))
                .hasMessageContaining("region");
        assertThatThrownBy(() -> new SnsSettings("eu-west-1", "", SECRET, "", "", Duration.ofSeconds(2)))
                .hasMessageContaining("access-key-id");
        assertThat(new SnsSettings("eu-west-1", "a", SECRET, "", "", Duration.ofSeconds(2)).url())
                .isEqualTo("https://sns.eu-west-1.amazonaws.com");
    }

    private static String error(String code) {
        return "<ErrorResponse><Error><Type>Sender</Type><Code>" + code + "</Code><Message>" + NUMBER.e164()
                + "</Message></Error></ErrorResponse>";
    }
}
