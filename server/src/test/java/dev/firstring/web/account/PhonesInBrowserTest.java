package dev.firstring.web.account;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.playwright.Locator;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.Route;
import dev.firstring.peers.phone.Baresip;
import dev.firstring.peers.phone.Sipsak;
import dev.firstring.web.browser.Screen;
import dev.firstring.web.browser.Visitor;
import java.time.Duration;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.Locale;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** The phones of an account, which come and go while its page is open. */
@Tag("peer")
class PhonesInBrowserTest extends AccountInBrowserFixture {

    private static final DateTimeFormatter DAY =
            DateTimeFormatter.ofPattern("MMMM d, uuuu", Locale.ENGLISH).withZone(ZoneOffset.UTC);

    @Test
    @Tag("pictured")
    void a_phone_appears_as_it_registers_and_is_gone_when_it_is_signed_out() {
        Owner owner = Owner.at(service);
        try (Visitor visitor = enter(owner, Screen.PHONE)) {
            Page page = visitor.page();
            assertThat(page.getByText("No phone is registered right now.")).isVisible();
            page.evaluate("window.notLoadedAnew = true");

            assertThat(Baresip.register(owner.registrar(), owner.login()).accepted())
                    .isTrue();

            Locator device = page.locator(".devices li");
            assertThat(device).containsText("baresip");
            assertThat(device).containsText("Registered for");
            assertThat(page.locator(".phone .live")).containsText("Registered from baresip");
            assertThat(page.locator(".seen")).isHidden();
            assertThat(page.evaluate("window.notLoadedAnew")).isEqualTo(true);
            visitor.accessible().picture("account-live");

            button(page, "Sign out this device").click();

            assertThat(page.getByText("The device is signed out.")).isVisible();
            assertThat(page.locator(".devices li")).hasCount(0);
            assertThat(owner.registration().get("contacts")).isEmpty();
            assertThat(page.locator(".seen")).containsText("Last seen " + DAY.format(clock.instant()));
        }
    }

    @Test
    void a_phone_that_leaves_by_itself_is_gone_without_a_reload() {
        Owner owner = Owner.at(service);
        Sipsak.register(owner.registrar(), owner.login());
        try (Visitor visitor = enter(owner, Screen.DESKTOP)) {
            assertThat(visitor.page().locator(".devices li")).hasCount(1);
            visitor.page().evaluate("window.notLoadedAnew = true");

            clock.advance(Duration.ofMinutes(5));

            assertThat(visitor.page().locator(".devices li")).hasCount(0);
            assertThat(visitor.page().getByText("No phone is registered right now."))
                    .isVisible();
            assertThat(visitor.page().evaluate("window.notLoadedAnew")).isEqualTo(true);
        }
    }

    @Test
    void where_events_do_not_get_through_the_page_asks() {
        Owner owner = Owner.at(service);
        Sipsak.register(owner.registrar(), owner.login());
        try (Visitor visitor = owner.enter(Visitor.at(service, Screen.DESKTOP)).expect("503")) {
            visitor.page().route("**/account/live", route -> {
                if (route.request().headers().get("accept").contains("event-stream")) {
                    route.fulfill(new Route.FulfillOptions().setStatus(503));
                } else {
                    route.resume();
                }
            });
            visitor.go("/account");
            assertThat(visitor.page().locator(".devices li")).hasCount(1);

            clock.advance(Duration.ofMinutes(5));

            assertThat(visitor.page().locator(".devices li")).hasCount(0);
        }
    }

    @Test
    void a_page_that_stays_open_goes_on_when_its_token_has_run_out() {
        Owner owner = Owner.at(service);
        try (Visitor visitor = enter(owner, Screen.DESKTOP)) {
            Page page = visitor.page();
            clock.advance(Duration.ofMinutes(16));
            page.evaluate(
                    "window.notLoadedAnew = true;"
                            + "customElements.whenDefined('live-devices').then(() => document.querySelector('live-devices').open())");

            Sipsak.register(owner.registrar(), owner.login());

            assertThat(page.locator(".devices li")).hasCount(1);
            assertThat(page.evaluate("window.notLoadedAnew")).isEqualTo(true);
        }
    }

    @Test
    void the_page_that_sets_up_a_phone_sees_it_register() {
        Owner owner = Owner.at(service);
        try (Visitor visitor = enter(owner, Screen.PHONE)) {
            link(visitor.page(), "Set up a phone").click();
            assertThat(visitor.page().getByText("Waiting for your phone to register…"))
                    .isVisible();
            assertThat(visitor.page().getByText(owner.password())).hasCount(0);

            Sipsak.register(owner.registrar(), owner.login());

            assertThat(visitor.page().locator("h1")).containsText("Registered from sipsak");
            visitor.page().locator(".by-hand > summary").click();
            button(visitor.page(), "Show").click();
            assertThat(visitor.page().getByText(owner.password())).isVisible();
        }
    }

    @Test
    void a_new_password_takes_the_place_of_the_old_one() {
        Owner owner = Owner.at(service);
        Sipsak.register(owner.registrar(), owner.login());
        try (Visitor visitor = enter(owner, Screen.PHONE)) {
            Page page = visitor.page();
            link(page, "New password").click();
            assertThat(heading(page, "Make a new password?")).isVisible();
            button(page, "New password").click();
            assertThat(page.getByText("Your new password is ready.")).isVisible();
            page.locator(".by-hand > summary").click();
            button(page, "Show").click();
            String shown = page.locator(".value", new Page.LocatorOptions().setHasText("Password"))
                    .locator("code")
                    .innerText();

            assertThat(shown).matches("[A-Za-z0-9]{24}").isNotEqualTo(owner.password());
            assertThat(owner.registration().get("contacts")).isEmpty();
            assertThat(Sipsak.register(owner.registrar(), owner.login()).accepted())
                    .isFalse();
            assertThat(Sipsak.register(owner.registrar(), owner.login(shown)).accepted())
                    .isTrue();
        }
    }

    @Test
    void days_and_times_are_those_of_where_the_reader_lives() {
        Owner owner = Owner.at(service);
        Sipsak.register(owner.registrar(), owner.login());
        clock.advance(Duration.ofMinutes(5));
        try (Visitor visitor = Visitor.at(service, Screen.PHONE.speaking("fr-FR"))) {
            owner.enter(visitor).go("/account");
            Locator seen = visitor.page().locator(".seen time");
            String iso = seen.getAttribute("datetime");
            Object local = visitor.page()
                    .evaluate(
                            "iso => new Intl.DateTimeFormat('fr', {dateStyle: 'long', timeStyle: 'short'}).format(new Date(iso))",
                            iso);
            assertThat(seen).hasText(local.toString());
            assertThat(seen).not().containsText("UTC");
        }
    }
}
