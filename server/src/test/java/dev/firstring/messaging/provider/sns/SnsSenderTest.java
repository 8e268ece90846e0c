package dev.firstring.messaging.provider.sns;

import static com.github.tomakehurst.wiremock.client.WireMock.aResponse;
import static com.github.tomakehurst.wiremock.client.WireMock.get;
import static com.github.tomakehurst.wiremock.client.WireMock.postRequestedFor;
import static com.github.tomakehurst.wiremock.client.WireMock.put;
import static com.github.tomakehurst.wiremock.client.WireMock.urlEqualTo;
import static com.github.tomakehurst.wiremock.client.WireMock.urlMatching;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.github.tomakehurst.wiremock.verification.LoggedRequest;
import dev.firstring.messaging.HttpSenderContract;
import dev.firstring.messaging.MessageSender;
import dev.firstring.messaging.MessageSender.SendOutcome.Accepted;
import dev.firstring.messaging.MessageSender.SendOutcome.Reason;
import dev.firstring.platform.Secret;
import dev.firstring.platform.call.HttpCaller.Forms;
import dev.firstring.testing.Patience;
import dev.firstring.testing.SettableClock;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;
import software.amazon.awssdk.core.SdkSystemSetting;

class SnsSenderTest extends HttpSenderContract {

    private static final Secret SECRET = Secret.of("aws-secret-key");

    @Override
    protected MessageSender sender(Duration limit) {
        return new SnsSender(
                new SnsSettings("eu-west-1", "AKIDEXAMPLE", SECRET, "Acme", provider.baseUrl(), limit),
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
                .startsWith("AWS4-HMAC-SHA256 Credential=AKIDEXAMPLE/20260301/eu-west-1/sns/aws4_request, ");
        assertSigned(call, new AwsSignature("AKIDEXAMPLE", SECRET, "eu-west-1", "sns"));
    }

    /** As AWS checks it: the signature of all headers that the request says are signed. */
    private static void assertSigned(LoggedRequest call, AwsSignature signature) {
        String authorization = call.getHeader("Authorization");
        Map<String, String> signed = new TreeMap<>();
        for (String name :
                authorization.replaceFirst(".*SignedHeaders=([^,]*),.*", "$1").split(";")) {
            // The stub's server rewrites the charset of a content type.
            signed.put(name, call.getHeader(name).replace("charset=UTF-8", "charset=utf-8"));
        }
        assertThat(signed).containsKeys("host", "x-amz-date");
        assertThat(signature.authorization("POST", "/", "", signed, call.getBodyAsString()))
                .isEqualTo(authorization);
    }

    @Test
    void without_an_access_key_the_role_of_the_machine_signs() {
        provider.stubFor(put("/latest/api/token").willReturn(aResponse().withBody("imds-token")));
        provider.stubFor(get(urlMatching("/latest/meta-data/iam/security-credentials(-extended)?/"))
                .willReturn(aResponse().withBody("firstring")));
        provider.stubFor(get(urlMatching("/latest/meta-data/iam/security-credentials(-extended)?/firstring"))
                .willReturn(aResponse().withBody("""
                        {"Code": "Success", "Type": "AWS-HMAC", "AccessKeyId": "ASIAROLE", "SecretAccessKey": "role-secret",
                        "Token": "session-token", "Expiration": "2099-01-01T00:00:00Z", "LastUpdated": "2026-01-01T00:00:00Z",
                        "AccountId": "123456789012"}
                        """)));
        String endpoint = SdkSystemSetting.AWS_EC2_METADATA_SERVICE_ENDPOINT.property();
        System.setProperty(endpoint, provider.baseUrl());
        // Signing classes load within what the call's time limit leaves for the credentials.
        try (SnsSender role = role(Duration.ofMillis(500))) {
            assertThat(role.send(sms())).isEqualTo(new Accepted("567910cd-659e-55d4-8ccb-5aaf14679dc0"));
        } finally {
            System.clearProperty(endpoint);
        }

        LoggedRequest call = provider.findAll(postRequestedFor(urlEqualTo("/"))).getLast();
        assertThat(call.getHeader("X-Amz-Security-Token")).isEqualTo("session-token");
        assertThat(call.getHeader("Authorization")).contains("Credential=ASIAROLE/", "x-amz-security-token");
        assertSigned(call, new AwsSignature("ASIAROLE", Secret.of("role-secret"), "eu-west-1", "sns"));
    }

    @Test
    void without_any_credentials_nothing_is_sent_and_the_check_says_what_to_do() {
        String disabled = SdkSystemSetting.AWS_EC2_METADATA_DISABLED.property();
        System.setProperty(disabled, "true");
        try (SnsSender role = role(Duration.ofMillis(4500))) {
            unavailable(role, sms());
            assertThat(role.problem()).hasValue("no AWS credentials: set access-key-id, or run under a role");
        } finally {
            System.clearProperty(disabled);
        }
        assertThat(calls()).isEmpty();
    }

    @Test
    void a_machine_that_does_not_give_its_role_holds_up_no_send() {
        provider.stubFor(put("/latest/api/token")
                .willReturn(aResponse()
                        .withFixedDelay((int) Patience.LIMIT.toMillis())
                        .withBody("late")));
        String endpoint = SdkSystemSetting.AWS_EC2_METADATA_SERVICE_ENDPOINT.property();
        System.setProperty(endpoint, provider.baseUrl());
        try (SnsSender role = role(Duration.ofMillis(4500))) {
            unavailable(role, sms());
        } finally {
            System.clearProperty(endpoint);
        }
        assertThat(provider.findAll(postRequestedFor(urlEqualTo("/")))).isEmpty();
    }

    private SnsSender role(Duration timeout) {
        return new SnsSender(
                new SnsSettings("eu-west-1", "", null, "Acme", provider.baseUrl(), timeout), new SettableClock());
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
