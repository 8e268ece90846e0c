package dev.firstring.http.rendering;

import static org.assertj.core.api.Assertions.assertThat;

import dev.firstring.http.ErrorCode;
import dev.firstring.http.Spelling;
import dev.firstring.http.WireServer;
import java.net.http.HttpResponse;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.databind.JsonNode;

class AnswersTest {

    private static WireServer server;

    @BeforeAll
    static void start() {
        server = WireServer.start();
    }

    @AfterAll
    static void stop() {
        server.close();
    }

    @Test
    void a_success_is_an_envelope_in_camel_case() {
        HttpResponse<String> response =
                server.post("/api/echo/order", "{\"displayName\":\"Ada\",\"shortCode\":\"abc\",\"itemCount\":3}");

        assertThat(response.statusCode()).isEqualTo(200);
        assertThat(response.headers().firstValue("Content-Type")).hasValue("application/json");
        assertThat(response.body())
                .isEqualTo(
                        "{\"success\":true,\"data\":{\"displayName\":\"Ada\",\"createdAt\":\"2026-03-01T12:00:00.500Z\","
                                + "\"absentValue\":null,\"nextSms\":null,\"itemCount\":3,\"language\":\"en\"},"
                                + "\"message\":\"Your SIP credential has its new name.\"}");
    }

    @Test
    void a_missing_code_has_the_word_that_mobile_clients_know() {
        assertThat(server.send("POST", "/api/v1/echo/refuse/NO_PENDING_VERIFICATION", null)
                        .body())
                .contains("\"error\":\"verification_not_found\"");
        assertThat(server.send("POST", "/api/echo/refuse/NO_PENDING_VERIFICATION", null)
                        .body())
                .contains("\"code\":\"NO_PENDING_VERIFICATION\"");
    }

    @Test
    void a_success_is_an_envelope_in_snake_case() {
        HttpResponse<String> response =
                server.post("/api/v1/echo/order", "{\"display_name\":\"Ada\",\"short_code\":\"abc\"}");

        assertThat(response.statusCode()).isEqualTo(200);
        JsonNode data = WireServer.json(response).get("data");
        assertThat(data.propertyNames())
                .containsExactlyInAnyOrder(
                        "display_name", "created_at", "absent_value", "next_sms", "item_count", "language");
        assertThat(data.get("absent_value").isNull()).isTrue();
        assertThat(data.get("next_sms").isNull()).isTrue();
    }

    @Test
    void an_answer_without_data_still_has_an_object_for_it() {
        assertThat(server.send("DELETE", "/api/echo/items/0195a2b4-0000-7000-8000-000000000000", null)
                        .body())
                .contains("\"data\":{}");
    }

    @Test
    void a_refusal_is_a_problem_document_in_camel_case() {
        HttpResponse<String> response = server.post("/api/echo/refuse/INVALID_OTP", "{}");

        assertThat(response.statusCode()).isEqualTo(400);
        assertThat(response.headers().firstValue("Content-Type")).hasValue("application/problem+json");
        assertThat(response.body())
                .isEqualTo("{\"type\":\"https://firstring.dev/problems/invalid-otp\",\"title\":\"Verification failed\","
                        + "\"status\":400,\"detail\":\"Invalid verification code. 2 attempts remaining.\","
                        + "\"instance\":\"/api/echo/refuse/INVALID_OTP\",\"success\":false,\"code\":\"INVALID_OTP\","
                        + "\"error\":\"Verification failed\","
                        + "\"message\":\"Invalid verification code. 2 attempts remaining.\",\"attemptsLeft\":2,"
                        + "\"howToGo\":{\"subSteps\":[{\"stepName\":\"one\"}]}}");
    }

    @Test
    void a_refusal_is_a_detail_in_snake_case() {
        HttpResponse<String> response = server.post("/api/v1/echo/refuse/INVALID_OTP", "{}");

        assertThat(response.statusCode()).isEqualTo(400);
        assertThat(response.headers().firstValue("Content-Type")).hasValue("application/json");
        assertThat(response.body())
                .isEqualTo("{\"detail\":{\"error\":\"invalid_otp\","
                        + "\"message\":\"Invalid verification code. 2 attempts remaining.\",\"attempts_left\":2,"
                        + "\"how_to_go\":{\"sub_steps\":[{\"step_name\":\"one\"}]}}}");
    }

    @ParameterizedTest
    @EnumSource(ErrorCode.class)
    void every_error_comes_with_its_status_in_both_spellings(ErrorCode code) {
        HttpResponse<String> camel = server.post("/api/echo/refuse/" + code, "{}");
        HttpResponse<String> snake = server.post("/api/v1/echo/refuse/" + code, "{}");

        assertThat(camel.statusCode()).isEqualTo(code.status(Spelling.CAMEL).value());
        assertThat(WireServer.json(camel).get("status").intValue()).isEqualTo(camel.statusCode());
        assertThat(WireServer.json(camel).get("code").stringValue()).isEqualTo(code.name());
        assertThat(snake.statusCode()).isEqualTo(code.status(Spelling.SNAKE).value());
        assertThat(WireServer.json(snake).get("detail").get("error").stringValue())
                .isEqualTo(
                        code == ErrorCode.NO_PENDING_VERIFICATION
                                ? "verification_not_found"
                                : code.slug().replace('-', '_'));
        boolean waits = camel.statusCode() == 429 || camel.statusCode() == 503;
        assertThat(camel.headers().firstValue("Retry-After").isPresent()).isEqualTo(waits);
        assertThat(WireServer.json(camel).has("retryAfter")).isEqualTo(waits);
        assertThat(WireServer.json(snake).get("detail").has("retry_after")).isEqualTo(waits);
    }

    @ParameterizedTest
    @CsvSource({"0,60", "59000,60", "60000,60", "60001,61", "7200000,7200"})
    void nobody_is_told_to_come_back_before_the_limit_has_room(long wanted, long told) {
        HttpResponse<String> response = server.send("POST", "/api/echo/limited?retryMillis=" + wanted, null);

        assertThat(response.statusCode()).isEqualTo(429);
        assertThat(response.headers().firstValue("Retry-After")).hasValue(Long.toString(told));
        assertThat(WireServer.json(response).get("retryAfter").longValue()).isEqualTo(told);
        assertThat(response.headers().firstValue("RateLimit-Policy"))
                .hasValue("\"number-hour\";q=5;w=3600, \"address-hour\";q=20;w=3600");
        assertThat(response.headers().firstValue("RateLimit"))
                .hasValue("\"number-hour\";r=0;t=60, \"address-hour\";r=3;t=3600");
        assertThat(WireServer.json(response).get("violatedPolicies").toString()).isEqualTo("[\"number-hour\"]");
    }

    @ParameterizedTest
    @CsvSource({
        "fr, fr, Trop de requêtes. Réessayez dans 60 secondes.",
        "fr-CA, fr, Trop de requêtes. Réessayez dans 60 secondes.",
        "de-AT, de, Zu viele Anfragen. Bitte versuchen Sie es in 60 Sekunden erneut.",
        "es-419, es, Demasiadas solicitudes. Vuelva a intentarlo en 60 segundos.",
        "ar-EG, ar, طلبات كثيرة جدًا. يُرجى إعادة المحاولة بعد 60 ثانية.",
        "'it, fr;q=0.8, en;q=0.9', en, Too many requests. Try again in 60 seconds.",
        "'it-IT, fr;q=0.2', fr, Trop de requêtes. Réessayez dans 60 secondes.",
        "'*', en, Too many requests. Try again in 60 seconds.",
        "';;;q=', en, Too many requests. Try again in 60 seconds.",
        "it, en, Too many requests. Try again in 60 seconds."
    })
    void the_language_is_the_first_one_wanted_that_is_spoken(String wanted, String language, String text) {
        HttpResponse<String> response =
                server.send("POST", "/api/echo/limited?retryMillis=0", null, "Accept-Language", wanted);

        assertThat(response.headers().firstValue("Content-Language")).hasValue(language);
        assertThat(WireServer.json(response).get("detail").stringValue()).isEqualTo(text);
        assertThat(response.headers().firstValue("Vary"))
                .hasValueSatisfying(vary -> assertThat(vary).contains("Accept-Language"));
    }

    @ParameterizedTest
    @ValueSource(strings = {"/api/nothing-here", "/nothing-here"})
    void a_problem_in_a_language_says_once_that_another_could_have_been_had(String path) {
        HttpResponse<String> response = server.send("GET", path, null, "Accept-Language", "es");

        assertThat(response.statusCode()).isEqualTo(404);
        assertThat(response.headers().allValues("Content-Language")).containsExactly("es");
        assertThat(response.headers().allValues("Vary")).containsExactly("Accept-Language");
    }

    @ParameterizedTest
    @CsvSource({
        "119, 119 seconds",
        "120, 2 minutes",
        "121, 3 minutes",
        "7199, 120 minutes",
        "7200, 2 hours",
        "7201, 3 hours",
        "1, one second"
    })
    void a_time_to_wait_is_said_as_people_say_it(long seconds, String said) {
        assertThat(Texts.load().waiting(Texts.DEFAULT, seconds)).isEqualTo(said);
    }

    @ParameterizedTest
    @CsvSource({
        "0, Invalid verification code. No attempts remaining: request a new code.",
        "1, Invalid verification code. 1 attempt remaining.",
        "2, Invalid verification code. 2 attempts remaining."
    })
    void attempts_left_are_counted_in_words_that_agree(int left, String said) {
        assertThat(Texts.load().text(Texts.DEFAULT, "INVALID_OTP.detail", java.util.List.of(left)))
                .isEqualTo(said);
    }

    @Test
    void json_is_written_whatever_the_client_accepts() {
        HttpResponse<String> response = server.post(
                "/api/echo/order", "{\"displayName\":\"Ada\",\"shortCode\":\"abc\"}", "Accept", "text/html");

        assertThat(response.statusCode()).isEqualTo(200);
        assertThat(response.headers().firstValue("Content-Type")).hasValue("application/json");
    }
}
