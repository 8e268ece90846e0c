package dev.firstring.web.live;

import static org.assertj.core.api.Assertions.assertThat;

import dev.firstring.testing.RunningService;
import dev.firstring.testing.RunningService.Reply;
import dev.firstring.testing.TestDatabase;
import java.io.IOException;
import java.io.InputStream;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** How many streams of events one account and one address may have at a node. */
@Tag("slow")
class LiveStreamLimitsTest {

    private static final HttpClient CLIENT =
            HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();
    private static final AtomicInteger COUNT = new AtomicInteger();

    private static TestDatabase database;
    private static RunningService service;

    @BeforeAll
    static void start() {
        database = TestDatabase.create();
        service = RunningService.over(database)
                .set("firstring.web.live.period", "500ms")
                .set("firstring.web.live.streams-per-caller", 2)
                .set("firstring.web.live.streams-per-address", 3)
                .start();
    }

    @AfterAll
    static void stop() {
        service.close();
        database.close();
        CLIENT.close();
    }

    private static String signIn() {
        String number = "+3365%07d".formatted(COUNT.incrementAndGet());
        Reply started = service.post("/api/v1/onboarding/start", "{\"phone_number\":\"%s\"}".formatted(number));
        String session = started.data("session_id");
        service.post(
                "/api/v1/onboarding/verify-otp",
                "{\"session_id\":\"%s\",\"phone_number\":\"%s\",\"otp_code\":\"%s\"}"
                        .formatted(session, number, started.data("otp_code")));
        return service.post("/api/v1/onboarding/link-account", "{\"session_id\":\"%s\"}".formatted(session))
                .json()
                .at("/data/tokens/access_token")
                .asString();
    }

    private static HttpResponse<InputStream> open(String token, String address) throws Exception {
        return CLIENT.send(
                HttpRequest.newBuilder(URI.create("http://localhost:" + service.port() + "/account/live"))
                        .header("Accept", "text/event-stream")
                        .header("Cookie", "firstring-access=" + token)
                        .header("X-Forwarded-For", address)
                        .build(),
                HttpResponse.BodyHandlers.ofInputStream());
    }

    @Test
    void the_oldest_stream_of_an_account_gives_way_and_is_told_so() throws Exception {
        String token = signIn();
        HttpResponse<InputStream> oldest = open(token, "198.51.100.1");
        HttpResponse<InputStream> second = open(token, "198.51.100.2");
        HttpResponse<InputStream> third = open(token, "198.51.100.3");

        assertThat(third.statusCode()).isEqualTo(200);
        assertThat(whole(oldest)).contains("event:full");
        HttpResponse<InputStream> fourth = open(token, "198.51.100.4");
        assertThat(whole(second)).contains("event:full");
        third.body().close();
        fourth.body().close();
    }

    @Test
    void an_address_has_so_many_streams_and_another_account_elsewhere_is_served() throws Exception {
        String one = signIn();
        String other = signIn();
        String address = "198.51.100.9";
        HttpResponse<InputStream> first = open(one, address);
        HttpResponse<InputStream> second = open(one, address);
        HttpResponse<InputStream> third = open(other, address);

        HttpResponse<InputStream> fourth = open(other, address);
        assertThat(fourth.statusCode()).isEqualTo(429);
        assertThat(fourth.headers().firstValue("Retry-After")).hasValue("5");
        HttpResponse<InputStream> elsewhere = open(other, "198.51.100.10");
        assertThat(elsewhere.statusCode()).isEqualTo(200);
        for (HttpResponse<InputStream> opened : java.util.List.of(first, second, third, elsewhere)) {
            assertThat(opened.statusCode()).isEqualTo(200);
            opened.body().close();
        }
    }

    private static String whole(HttpResponse<InputStream> stream) throws IOException {
        try (InputStream body = stream.body()) {
            return new String(body.readAllBytes(), StandardCharsets.UTF_8);
        }
    }
}
