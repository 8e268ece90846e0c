package dev.firstring.web.onboarding;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.playwright.Locator;
import dev.firstring.peers.phone.Baresip;
import dev.firstring.peers.phone.BaresipPhone;
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
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;
import java.util.stream.Stream;
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
            assertThat(walk.heading()).hasText("Set up your phone");
            assertThat(walk.page().locator("p.live")).hasText("Waiting for your phone to register…");
            assertThat(walk.page().locator(".way > .done")).hasCount(0);
            mark(walk);

            Registration baresip = Baresip.register(new SipTarget(Transport.UDP, "127.0.0.1", port), login(walk));

            assertThat(baresip.accepted()).as(baresip.output()).isTrue();
            assertThat(walk.page().locator("p.live")).hasText(Pattern.compile("Registered from baresip .*"));
            assertThat(walk.page().locator("p.live")).hasClass("live there");
            assertThat(walk.heading()).hasText(Pattern.compile("Registered from baresip .*"));
            assertThat(walk.page()).hasTitle(Pattern.compile("Registered from baresip .* · Firstring"));
            assertThat(walk.page().locator(".way > .done h2"))
                    .hasText(new String[] {"Get Linphone, done", "Connect Linphone, done"});
            assertThat(walk.page().locator(".way > .here")).containsText("Dial *43 in Linphone");
            assertNotReloaded(walk);
            walk.visitor().accessible().picture("account-registered").pictureInTheDark("account-registered");
        }
    }

    @Test
    @Tag("pictured")
    void from_the_first_page_to_a_call_of_a_real_phone_whose_length_the_page_tells() {
        List<Integer> before = funnel();
        try (Walk walk = Walk.at(site, Screen.PHONE).open().toCode().toAccount()) {
            mark(walk);
            SipTarget registrar = new SipTarget(Transport.UDP, "127.0.0.1", port);
            try (BaresipPhone phone = BaresipPhone.start(registrar, login(walk), 440)) {
                assertThat(walk.heading()).hasText(Pattern.compile("Registered from baresip.*"));
                phone.dial("sip:*43@" + walk.value("Domain"));
                assertThat(phone.talks()).as(phone::output).isTrue();
                assertThat(walk.heading()).hasText("You made your first call");
                site.advance(Duration.ofSeconds(12));
                phone.hangUp();

                assertThat(walk.heading()).hasText("Your first call: 12 seconds");
                assertThat(walk.page()).hasTitle("Your first call: 12 seconds · Firstring");
                assertThat(walk.page().locator(".way > li.done")).hasCount(3);
                assertNotReloaded(walk);
                walk.visitor().accessible().picture("done-called").pictureInTheDark("done-called");
                walk.page().reload();
                assertThat(walk.heading()).hasText("Your first call: 12 seconds");
                assertThat(walk.page().locator(".way > li.done")).hasCount(3);
            }
        }
        List<Integer> oneMore = before.stream().map(people -> people + 1).toList();
        assertThat(funnel()).as("one person more at each step").isEqualTo(oneMore);
    }

    @Test
    @Tag("pictured")
    void an_app_that_does_not_open_is_told_after_two_seconds_with_where_it_is() {
        try (Walk walk = Walk.at(site, Screen.PHONE)) {
            walk.visitor().expect("Failed to launch|sip-linphone|ERR_UNKNOWN_URL_SCHEME");
            walk.page().clock().install();
            walk.open().toCode().toAccount();
            Locator missing = walk.page().locator("open-app .notice");
            walk.page()
                    .locator("open-app a.main")
                    .evaluate("link => link.addEventListener('click', event => event.preventDefault())");

            walk.link("Open in Linphone").click();
            walk.page().clock().runFor(100);
            assertThat(missing).isHidden();
            walk.page().clock().runFor(2_000);

            assertThat(missing).isVisible();
            assertThat(missing).hasAttribute("role", "alert");
            assertThat(missing).containsText("Linphone did not open. Install it, then try again.");
            assertThat(missing.locator("a").first())
                    .hasAttribute("href", Pattern.compile("https://apps\\.apple\\.com/.*"));
            walk.visitor().accessible().picture("done-app-missing").pictureInTheDark("done-app-missing");
        }
    }

    @Test
    void a_phone_gets_its_own_store_and_the_button_first_and_a_desktop_the_code() {
        try (Walk walk = Walk.at(site, Screen.PHONE).open().toCode().toAccount()) {
            walk.visitor()
                    .context()
                    .setExtraHTTPHeaders(Map.of("User-Agent", "Mozilla/5.0 (iPhone; CPU iPhone OS 19_0)"));
            walk.page().reload();
            assertThat(walk.page().locator(".get .stores a")).hasText(new String[] {"App Store"});
            assertThat(isAbove(walk, ".this-device", ".other-device")).isTrue();
        }
        try (Walk walk = Walk.open(site).toCode().toAccount()) {
            assertThat(walk.page().locator(".get .stores a"))
                    .hasText(new String[] {"App Store", "Google Play", "Other devices"});
            assertThat(isAbove(walk, ".other-device", ".this-device")).isTrue();
        }
    }

    private static boolean isAbove(Walk walk, String one, String other) {
        return walk.page().locator("scan-code " + one).boundingBox().y
                < walk.page().locator("scan-code " + other).boundingBox().y;
    }

    @Test
    void the_name_is_asked_for_once_at_the_end_and_may_stay_empty() {
        try (Walk walk = Walk.open(site).toCode().toAccount()) {
            walk.page().locator("form.name").evaluate("form => form.classList.add('before')");
            walk.button("Save").click();
            assertThat(walk.page().locator("form.name.before")).hasCount(0);
            assertThat(walk.page().locator("form.name")).isVisible();
            walk.page().getByLabel("Your name").fill("Ada Lovelace");
            walk.button("Save").click();

            assertThat(walk.page().locator(".notice.success")).hasText("Your name is changed.");
            assertThat(walk.page().locator("form.name")).hasCount(0);
            walk.link("Go to my account").click();
            assertThat(walk.heading()).hasText("Hello, Ada Lovelace");
            assertThat(walk.page().locator(".phone .name")).hasText("Ada Lovelace");
        }
    }

    @Test
    void signing_in_again_leads_to_the_account_and_not_to_the_set_up() {
        try (Walk walk = Walk.open(site).toCode().toAccount()) {
            assertThat(walk.link("Go to my account")).hasCount(1);
            walk.link("Go to my account").click();
            walk.button("Sign out").click();
            assertThat(walk.notice()).hasText("You are signed out.");

            site.advance(Duration.ofMinutes(2));
            walk.toCode().enter(walk.code());

            assertThat(walk.page().locator("main[data-page=account]")).isVisible();
            walk.visitor().go("/onboarding");
            assertThat(walk.page().locator("main[data-page=account]")).isVisible();
            walk.visitor().go("/");
            assertThat(walk.page().locator("main[data-page=account]")).isVisible();
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
            walk.byHand().button("Show").click();
            String password = walk.value("Password");
            assertThat(password).matches("[A-Za-z0-9]{24}");

            walk.visitor().context().grantPermissions(List.of("clipboard-read", "clipboard-write"));
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
            assertThat(walk.heading()).hasText("Set up your phone");
            walk.visitor()
                    .context()
                    .clearCookies(new com.microsoft.playwright.BrowserContext.ClearCookiesOptions()
                            .setName("firstring-access"));
            walk.page().navigate(walk.visitor().address() + "/onboarding/done");
            assertThat(walk.page().locator("main")).not().containsText(password);
        }
    }

    /** How many people the node has counted at each step, of all countries. */
    private static List<Integer> funnel() {
        String metrics = site.service().get("/metrics").body();
        return Stream.of("started", "verified", "linked", "registered", "called")
                .map(step -> Pattern.compile("(?m)^firstring_funnel_total\\{.*step=\"" + step + "\".*\\} (\\d+)")
                        .matcher(metrics)
                        .results()
                        .mapToInt(line -> Integer.parseInt(line.group(1)))
                        .sum())
                .toList();
    }

    private static void mark(Walk walk) {
        walk.page().evaluate("() => { window.sameDocument = true; }");
    }

    private static void assertNotReloaded(Walk walk) {
        assertThat(walk.page().evaluate("() => window.sameDocument")).isEqualTo(true);
    }

    private static SipLogin login(Walk walk) {
        walk.byHand().button("Show").click();
        return SipLogin.withPassword(walk.value("Username"), walk.value("Domain"), walk.value("Password"));
    }
}
