package dev.firstring.web.assets;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.gson.JsonObject;
import com.microsoft.playwright.CDPSession;
import com.microsoft.playwright.options.LoadState;
import dev.firstring.web.browser.Screen;
import dev.firstring.web.browser.Site;
import dev.firstring.web.browser.Walk;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** What the first page costs a browser that was never here, measured on the wire: headers and compressed bodies. */
@Tag("peer")
class PageWeightTest {

    private static Site site;

    @BeforeAll
    static void start() {
        site = Site.start();
    }

    @AfterAll
    static void stop() {
        site.close();
    }

    private static final class Loaded {

        private final String type;
        private final String url;
        private long bytes;

        private Loaded(String type, String url) {
            this.type = type;
            this.url = url;
        }
    }

    @Test
    void the_first_page_is_light() {
        try (Walk walk = Walk.at(site, Screen.PHONE)) {
            Collection<Loaded> loaded = load(walk);

            long script = bytes(loaded, "Script");
            long all = loaded.stream().mapToLong(one -> one.bytes).sum();
            loaded.forEach(one -> System.out.printf("%-12s %6d bytes  %s%n", one.type, one.bytes, one.url));
            System.out.printf(
                    "first page: %d requests, %d bytes: HTML %d, CSS %d, script %d%n",
                    loaded.size(), all, bytes(loaded, "Document"), bytes(loaded, "Stylesheet"), script);
            assertThat(script).isPositive().isLessThanOrEqualTo(60_000);
            assertThat(all).isGreaterThan(script).isLessThanOrEqualTo(100_000);
        }
    }

    @Test
    void the_first_render_needs_one_request_for_html_and_one_for_css() {
        try (Walk walk = Walk.at(site, Screen.PHONE)) {
            Collection<Loaded> loaded = load(walk);

            assertThat(loaded.stream().filter(one -> one.type.equals("Document")))
                    .hasSize(1);
            assertThat(loaded.stream().filter(one -> one.type.equals("Stylesheet")))
                    .hasSize(1);
            assertThat(loaded.stream().filter(one -> one.type.equals("Font"))).isEmpty();
            assertThat(walk.page().evaluate("""
                            () => performance.getEntriesByType("resource")
                                .filter((entry) => entry.renderBlockingStatus === "blocking")
                                .map((entry) => entry.name.replace(/.*\\//, ""))""")).isEqualTo(java.util.List.of("app.css"));
        }
    }

    @Test
    void a_second_visit_loads_the_page_and_nothing_else() {
        try (Walk walk = Walk.at(site, Screen.PHONE)) {
            load(walk);
            walk.page().waitForLoadState(LoadState.NETWORKIDLE);
            Collection<Loaded> again = load(walk);

            assertThat(again.stream().filter(one -> one.bytes > 0).map(one -> one.type))
                    .containsExactly("Document");
        }
    }

    private static Collection<Loaded> load(Walk walk) {
        Map<String, Loaded> loaded = new LinkedHashMap<>();
        CDPSession network = walk.visitor().context().newCDPSession(walk.page());
        network.on(
                "Network.responseReceived",
                event -> loaded.put(
                        event.get("requestId").getAsString(),
                        new Loaded(
                                event.get("type").getAsString(),
                                event.getAsJsonObject("response").get("url").getAsString())));
        network.on("Network.loadingFinished", event -> count(loaded, event));
        network.send("Network.enable");
        walk.open();
        walk.page().waitForLoadState(LoadState.NETWORKIDLE);
        network.detach();
        return loaded.values();
    }

    private static void count(Map<String, Loaded> loaded, JsonObject event) {
        Loaded one = loaded.get(event.get("requestId").getAsString());
        if (one != null) {
            one.bytes = event.get("encodedDataLength").getAsLong();
        }
    }

    private static long bytes(Collection<Loaded> loaded, String type) {
        return loaded.stream()
                .filter(one -> one.type.equals(type))
                .mapToLong(one -> one.bytes)
                .sum();
    }
}
