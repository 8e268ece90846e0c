package dev.firstring.web.onboarding;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static org.assertj.core.api.Assertions.assertThat;

import dev.firstring.peers.phone.Baresip;
import dev.firstring.peers.phone.Linphonec;
import dev.firstring.peers.phone.Registration;
import dev.firstring.peers.phone.SipLogin;
import dev.firstring.peers.phone.SipTarget;
import dev.firstring.peers.phone.Transport;
import dev.firstring.web.browser.Screen;
import dev.firstring.web.browser.Site;
import dev.firstring.web.browser.Walk;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.util.regex.Pattern;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** From the first page to a real phone that registers with what the last page shows, and is seen there at once. */
@Tag("peer")
class FirstRegistrationTest {

    private static Site site;
    private static int port;

    @BeforeAll
    static void start() throws IOException {
        try (ServerSocket free = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            port = free.getLocalPort();
        }
        site = Site.start(setup -> setup.set("firstring.sip-server.embedded.port", port));
    }

    @AfterAll
    static void stop() {
        site.close();
    }

    @Test
    @Tag("pictured")
    void a_phone_that_registers_is_named_on_the_page_without_a_reload() {
        try (Walk walk = Walk.open(site).toCode().toAccount()) {
            assertThat(walk.page().locator("p.live")).hasText("Waiting for your phone to register…");
            mark(walk);

            Registration baresip = Baresip.register(new SipTarget(Transport.UDP, "127.0.0.1", port), login(walk));

            assertThat(baresip.accepted()).as(baresip.output()).isTrue();
            assertThat(walk.page().locator("p.live")).hasText(Pattern.compile("Registered from baresip .*"));
            assertThat(walk.page().locator("p.live")).hasClass("live there");
            assertNotReloaded(walk);
            walk.visitor().accessible().picture("account-registered").pictureInTheDark("account-registered");
        }
    }

    @Test
    void without_events_the_page_asks_by_itself() {
        try (Walk walk = Walk.at(site, Screen.PHONE)) {
            walk.visitor().expect("ERR_FAILED");
            walk.page().clock().install();
            walk.page().route("**/onboarding/live", route -> {
                if (route.request().headers().getOrDefault("accept", "").contains("text/event-stream")) {
                    route.abort();
                } else {
                    route.resume();
                }
            });
            walk.open().toCode().toAccount();
            mark(walk);

            Registration linphone = Linphonec.register(new SipTarget(Transport.TCP, "127.0.0.1", port), login(walk));

            assertThat(linphone.accepted()).as(linphone.output()).isTrue();
            walk.page().clock().runFor(5_500);
            assertThat(walk.page().locator("p.live")).hasText(Pattern.compile("Registered from Linphone.*"));
            assertNotReloaded(walk);
        }
    }

    @Test
    void the_account_can_be_read_copied_and_seen_only_by_its_owner() {
        try (Walk walk = Walk.open(site).toCode().toAccount()) {
            assertThat(walk.value("Username"))
                    .matches("u" + walk.number().substring(walk.number().length() - 6) + "[a-z0-9]{4}");
            assertThat(walk.value("Domain")).isEqualTo("sip.example.test");
            assertThat(walk.value("SIP address")).isEqualTo("sip:" + walk.value("Username") + "@sip.example.test");
            assertThat(walk.value("Transport")).isEqualTo("UDP");
            assertThat(walk.value("Codecs")).isEqualTo("OPUS, G722, PCMU");
            assertThat(walk.value("Password")).isEqualTo("•".repeat(12));
            walk.button("Show").click();
            String password = walk.value("Password");
            assertThat(password).matches("[A-Za-z0-9]{24}");

            walk.visitor().context().grantPermissions(java.util.List.of("clipboard-read", "clipboard-write"));
            walk.button("Copy Password").click();
            assertThat(walk.button("Copied")).isVisible();
            assertThat(walk.page().evaluate("() => navigator.clipboard.readText()"))
                    .isEqualTo(password);
            walk.button("Hide").click();
            assertThat(walk.value("Password")).isEqualTo("•".repeat(12));
            String session = walk.visitor().context().cookies(walk.page().url()).stream()
                    .filter(cookie -> cookie.name.equals("firstring-onboarding"))
                    .map(cookie -> cookie.value)
                    .findFirst()
                    .orElseThrow();
            assertThat(walk.page()
                            .evaluate("() => JSON.stringify([{...localStorage}, {...sessionStorage}])")
                            .toString())
                    .contains("firstring-device")
                    .doesNotContain(password, walk.value("Username"), session);
            assertThat(walk.page().content()).doesNotContain(session);

            walk.page().reload();
            assertThat(walk.heading()).hasText("You can make calls");
            walk.visitor()
                    .context()
                    .clearCookies(new com.microsoft.playwright.BrowserContext.ClearCookiesOptions()
                            .setName("firstring-access"));
            walk.page().navigate(walk.visitor().address() + "/onboarding/done");
            assertThat(walk.page().locator("main")).not().containsText(password);
        }
    }

    private static void mark(Walk walk) {
        walk.page().evaluate("() => { window.sameDocument = true; }");
    }

    private static void assertNotReloaded(Walk walk) {
        assertThat(walk.page().evaluate("() => window.sameDocument")).isEqualTo(true);
    }

    private static SipLogin login(Walk walk) {
        walk.button("Show").click();
        return SipLogin.withPassword(walk.value("Username"), walk.value("Domain"), walk.value("Password"));
    }
}
