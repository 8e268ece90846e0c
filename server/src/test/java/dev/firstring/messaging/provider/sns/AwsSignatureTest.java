package dev.firstring.messaging.provider.sns;

import static org.assertj.core.api.Assertions.assertThat;

import dev.firstring.platform.Secret;
import java.time.Instant;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** The vectors that AWS publishes for Signature Version 4. */
class AwsSignatureTest {

    private static final Secret SECRET = Secret.of("wJalrXUtnFEMI/K7MDENG+bPxRfiCYEXAMPLEKEY");
    private static final String TIME = "20150830T123600Z";
    private static final AwsSignature SUITE = new AwsSignature("AKIDEXAMPLE", SECRET, "us-east-1", "service");

    @Test
    void get_vanilla() {
        assertThat(SUITE.authorization("GET", "/", "", headers(), ""))
                .isEqualTo("AWS4-HMAC-SHA256 Credential=AKIDEXAMPLE/20150830/us-east-1/service/aws4_request,"
                        + " SignedHeaders=host;x-amz-date,"
                        + " Signature=5fa00fa31553b73ebf1942676e86291e8372ff2a2260956d9b8aae1d763fbf31");
    }

    @Test
    void post_vanilla() {
        assertThat(SUITE.authorization("POST", "/", "", headers(), ""))
                .endsWith("Signature=5da7c1a2acd57cee7505fc6676e4e544621c30862966e37dddb68e92efbe5d6b");
    }

    @Test
    void post_x_www_form_urlencoded() {
        Map<String, String> headers = Map.of(
                "Content-Type",
                "application/x-www-form-urlencoded",
                "Host",
                "example.amazonaws.com",
                "X-Amz-Date",
                TIME);

        assertThat(SUITE.authorization("POST", "/", "", headers, "Param1=value1"))
                .contains("SignedHeaders=content-type;host;x-amz-date")
                .endsWith("Signature=ff11897932ad3f4e8b18135d722051e5ac45fc38421b1da7b9d196a0fe09473a");
    }

    @Test
    void the_example_of_the_documentation() {
        Map<String, String> headers = Map.of(
                "Content-Type",
                "application/x-www-form-urlencoded; charset=utf-8",
                "Host",
                "iam.amazonaws.com",
                "X-Amz-Date",
                TIME);

        assertThat(new AwsSignature("AKIDEXAMPLE", SECRET, "us-east-1", "iam")
                        .authorization("GET", "/", "Action=ListUsers&Version=2010-05-08", headers, ""))
                .endsWith("Signature=5d672d79c15b13162d9279b0855cfba6789a8edb4c82c400e06b5924a6f2b5d7");
    }

    @Test
    void times_are_written_in_utc() {
        assertThat(AwsSignature.time(Instant.parse("2015-08-30T12:36:00.7Z"))).isEqualTo(TIME);
    }

    private static Map<String, String> headers() {
        return Map.of("Host", "example.amazonaws.com", "X-Amz-Date", TIME);
    }
}
