package dev.firstring.http.accesslog;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class RedactionTest {

    private static final String SECRET = "Wq3-x_9TgkPz0aBcDeFgHiJkLmNoPqRs";

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "GET /provisioning/S HTTP/1.1 | GET /provisioning/*** HTTP/1.1",
                "GET /provisioning/S/qr.svg HTTP/1.1 | GET /provisioning/***/qr.svg HTTP/1.1",
                "GET /provisioning/S?format=json HTTP/1.1 | GET /provisioning/***?format=json HTTP/1.1",
                "GET //provisioning//S;x=1 HTTP/1.1 | GET //provisioning//*** HTTP/1.1",
                "GET /PROVISIONING/S%20 | GET /PROVISIONING/***",
                "\"https://call.example.org/provisioning/S\" | \"https://call.example.org/provisioning/***\"",
                "GET /x?u=https%3A%2F%2Fcall.example.org%2Fprovisioning%2FS HTTP/1.1 | GET /x?u=https%3A%2F%2Fcall.example.org%2Fprovisioning%2F*** HTTP/1.1",
                "GET /api/onboarding/session?sessionId=S HTTP/1.1 | GET /api/onboarding/session?sessionId=*** HTTP/1.1",
                "GET /api/onboarding/session?a=b&sessionId=S&c=d | GET /api/onboarding/session?a=b&sessionId=***&c=d",
                "GET /x?session_id=S | GET /x?session_id=***",
                "GET /api/v1/onboarding/session/S HTTP/1.1 | GET /api/v1/onboarding/session/*** HTTP/1.1",
                "POST /api/v1/onboarding/session/S/extend HTTP/1.1 | POST /api/v1/onboarding/session/***/extend HTTP/1.1"
            })
    void a_line_tells_the_route_and_not_the_secret(String line, String redacted) {
        assertThat(RedactingAccessLog.Redaction.of(line.replaceAll("\\bS\\b", SECRET)))
                .isEqualTo(redacted);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "GET /provisioning/me?format=json HTTP/1.1",
                "POST /api/onboarding/session/extend HTTP/1.1",
                "POST /api/sip/credentials/0190a0a0/provisioning-links HTTP/1.1",
                "GET /health/ready HTTP/1.1"
            })
    void what_holds_no_secret_stays(String line) {
        assertThat(RedactingAccessLog.Redaction.of(line)).isEqualTo(line);
    }

    @Test
    void a_line_of_any_length_and_kind_is_taken() {
        for (String part : new String[] {"x", "%", "/", "provisioning/", "sessionId=", "%2F"}) {
            assertThat(RedactingAccessLog.Redaction.of("GET /provisioning/" + SECRET + part.repeat(20_000)))
                    .doesNotContain(SECRET);
        }
    }
}
