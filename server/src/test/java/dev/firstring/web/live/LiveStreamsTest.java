package dev.firstring.web.live;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static org.assertj.core.api.Assertions.assertThat;

import dev.firstring.web.browser.Screen;
import dev.firstring.web.browser.Site;
import dev.firstring.web.browser.Walk;
import io.micrometer.core.instrument.MeterRegistry;
import java.io.IOException;
import java.io.InputStream;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.springframework.jdbc.core.simple.JdbcClient;

/** Streams of what happens: how many a node holds, and how they end. */
@Tag("peer")
class LiveStreamsTest {

    @Test
    void at_its_limit_a_node_answers_503_and_pages_ask_instead() {
        try (Site site = Site.start(setup -> setup.set("firstring.web.live.streams", 0));
                Walk walk = Walk.at(site, Screen.PHONE)) {
            walk.visitor().expect("status of 503");
            walk.page().clock().install();
            walk.open();
            var refused = walk.page().waitForResponse("**/onboarding/live", walk::toCode);
            assertThat(refused.status()).isEqualTo(503);
            assertThat(refused.headerValue("Retry-After")).isEqualTo("5");
            assertThat(walk.page().locator(".delivery")).hasText("Sent.");

            report(site, walk, "delivered");
            walk.page().clock().runFor(5_500);
            assertThat(walk.page().locator(".delivery")).hasText("Delivered to your phone.");
        }
    }

    @Test
    void a_page_that_is_left_gives_its_stream_back() {
        try (Site site = Site.start(setup -> setup.set("firstring.web.live.streams", 1));
                Walk walk = Walk.at(site, Screen.DESKTOP).open()) {
            var opened = walk.page().waitForResponse("**/onboarding/live", walk::toCode);
            assertThat(opened.status()).isEqualTo(200);
            assertThat(opened.headerValue("Content-Type")).startsWith("text/event-stream");
            assertThat(opened.headerValue("Cache-Control")).isEqualTo("no-store");
            assertThat(streams(site)).isEqualTo(1);
            walk.link("Change").click();
            assertThat(walk.heading()).hasText("What is your phone number?");

            // Only by writing is it found that nobody listens.
            AtomicInteger news = new AtomicInteger();
            walk.page().waitForCondition(() -> {
                report(site, walk, news.incrementAndGet() % 2 == 0 ? "delivered" : "sent");
                return streams(site) == 0;
            });
        }
    }

    @Test
    void a_service_that_stops_ends_its_streams_and_does_not_wait_for_them() throws Exception {
        Site site = Site.start(setup -> setup.set("spring.lifecycle.timeout-per-shutdown-phase", "10m"));
        try (Walk walk = Walk.at(site, Screen.PHONE).open()) {
            walk.visitor().expect("ERR_|status of 404");
            walk.toCode();
            String cookies = walk.visitor().context().cookies(walk.visitor().address() + "/onboarding").stream()
                    .map(cookie -> cookie.name + "=" + cookie.value)
                    .collect(java.util.stream.Collectors.joining("; "));
            HttpResponse<InputStream> stream = HttpClient.newHttpClient()
                    .send(
                            HttpRequest.newBuilder(URI.create(
                                            "http://localhost:" + site.service().port() + "/onboarding/live"))
                                    .header("Accept", "text/event-stream")
                                    .header("Cookie", cookies)
                                    .build(),
                            HttpResponse.BodyHandlers.ofInputStream());
            assertThat(stream.statusCode()).isEqualTo(200);
            assertThat(stream.body().read()).isPositive();
            assertThat(streams(site)).isEqualTo(2);

            // With a stream open this would last the ten minutes that a stop may take.
            site.close();

            assertThat(ends(stream.body())).isTrue();
        }
    }

    private static void report(Site site, Walk walk, String state) {
        JdbcClient.create(site.database().service())
                .sql("UPDATE message SET state = :state WHERE phone_number = :number")
                .param("state", state)
                .param("number", walk.number())
                .update();
    }

    private static boolean ends(InputStream body) throws IOException {
        try (body) {
            return new String(body.readAllBytes(), java.nio.charset.StandardCharsets.UTF_8).contains("event:state");
        }
    }

    private static double streams(Site site) {
        return site.service()
                .bean(MeterRegistry.class)
                .get("firstring.web.live.streams")
                .gauge()
                .value();
    }
}
