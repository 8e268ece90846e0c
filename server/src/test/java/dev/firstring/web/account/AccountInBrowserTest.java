package dev.firstring.web.account;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.playwright.Locator;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.Route;
import com.microsoft.playwright.options.AriaRole;
import dev.firstring.messaging.provider.inbox.InboxSender;
import dev.firstring.peers.phone.Baresip;
import dev.firstring.peers.phone.Sipsak;
import dev.firstring.testing.RunningService;
import dev.firstring.testing.SettableClock;
import dev.firstring.testing.TestDatabase;
import dev.firstring.web.browser.Screen;
import dev.firstring.web.browser.Visitor;
import java.time.Duration;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;

/** What people do with their account in a real browser, while real phones register. */
@Tag("peer")
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class AccountInBrowserTest {

    private static final Pattern CODE = Pattern.compile("[0-9]{6}");

    private final SettableClock clock = new SettableClock();
    private TestDatabase database;
    private RunningService service;

    @BeforeAll
    void start() {
        database = TestDatabase.create();
        service = RunningService.over(database)
                .clock(clock)
                .set("firstring.sip-server.embedded.port", 0)
                .start();
    }

    @AfterAll
    void stop() {
        service.close();
        database.close();
    }

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
            assertThat(page.locator(".seen")).containsText("Last seen March 1, 2026");
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
    void names_of_the_account_and_of_a_credential_are_changed() {
        Owner owner = Owner.at(service);
        try (Visitor visitor = enter(owner, Screen.DESKTOP)) {
            Page page = visitor.page();
            page.locator(".settings a[href='/account/name']").click();
            page.getByLabel("Your name").fill("Ada Lovelace");
            button(page, "Save").click();
            assertThat(heading(page, "Hello, Ada Lovelace")).isVisible();
            assertThat(page.getByText("Your name is changed.")).isVisible();

            page.locator(".phone a[href$='/name']").click();
            page.getByLabel("Name shown when you call").fill("Countess");
            page.keyboard().press("Enter");
            assertThat(page.locator(".phone .name")).hasText("Countess");
            page.reload();
            assertThat(page.locator(".notice")).hasCount(0);
            assertThat(heading(page, "Hello, Ada Lovelace")).isVisible();
        }
    }

    @Test
    void a_changed_number_leaves_the_phones_as_they_are_set_up() {
        Owner owner = Owner.at(service);
        clock.advance(Duration.ofMinutes(1));
        try (Visitor visitor = enter(owner, Screen.PHONE)) {
            Page page = visitor.page();
            button(page, "Change number").click();
            assertThat(heading(page, "Your new phone number")).isVisible();
            assertThat(page.locator("main .lead")).containsText("Once the new one is verified, +");
            assertThat(page.locator("main .lead")).containsText("Phones that are set up keep working.");
            visitor.accessible();
            page.locator("#phoneNumber").fill("+33 6 39 98 77 01");
            button(page, "Continue").click();
            assertThat(heading(page, "Enter the code")).isVisible();
            assertThat(Sipsak.register(owner.registrar(), owner.login()).accepted())
                    .isTrue();

            page.locator(".boxes input").first().click();
            page.keyboard().type(code("+33639987701"));
            assertThat(page.getByText("Your number is changed. Phones that are set up keep working."))
                    .isVisible();

            assertThat(Sipsak.register(owner.registrar(), owner.login()).accepted())
                    .isTrue();
            assertThat(page.locator(".numbers li")).hasCount(1);
            assertThat(page.locator(".numbers")).containsText("+33 6 39 98 77 01");
            assertThat(page.locator(".phone")).hasCount(1);
            assertThat(page.locator(".phone h3")).hasText("+33 6 39 98 77 01");
        }
    }

    @Test
    void a_number_is_added() {
        Owner owner = Owner.at(service);
        try (Visitor visitor = enter(owner, Screen.PHONE)) {
            Page page = visitor.page();
            button(page, "Add a number").click();
            page.locator("#phoneNumber").fill("+33 6 39 98 77 02");
            button(page, "Continue").click();
            page.locator(".boxes input").first().click();
            page.keyboard().type(code("+33639987702"));
            assertThat(heading(page, "Set up your phone")).isVisible();

            visitor.go("/account");
            assertThat(page.locator(".numbers li")).hasCount(2);
            assertThat(page.locator(".phone")).hasCount(2);
            assertThat(Sipsak.register(owner.registrar(), owner.login()).accepted())
                    .isTrue();
        }
    }

    @Test
    void a_deleted_account_is_gone() {
        Owner owner = Owner.at(service);
        try (Visitor visitor = enter(owner, Screen.PHONE)) {
            visitor.expect("401");
            Page page = visitor.page();
            link(page, "Delete account").click();
            page.getByLabel("Type DELETE to confirm.").fill("delete");
            button(page, "Delete account").click();
            assertThat(page.getByText("Your account is deleted.")).isVisible();

            assertThat(Sipsak.register(owner.registrar(), owner.login()).accepted())
                    .isFalse();
            visitor.go("/account");
            assertThat(heading(page, "What is your phone number?")).isVisible();
            assertThat(refresh(owner)).isEqualTo(401);
        }
    }

    @Test
    void who_signs_out_is_signed_out() {
        Owner owner = Owner.at(service);
        try (Visitor visitor = enter(owner, Screen.PHONE)) {
            visitor.expect("401");
            Page page = visitor.page();
            button(page, "Sign out").click();
            assertThat(page.getByText("You are signed out.")).isVisible();
            assertThat(refresh(owner)).isEqualTo(401);

            visitor.go("/account");
            assertThat(heading(page, "What is your phone number?")).isVisible();
        }
    }

    @Test
    void an_access_token_that_has_run_out_is_renewed_without_a_word_in_two_tabs_at_once() {
        Owner owner = Owner.at(service).called("Ada Lovelace");
        try (Visitor visitor = enter(owner, Screen.DESKTOP)) {
            Page one = visitor.page();
            Page two = visitor.tab();
            two.navigate(visitor.address() + "/account");
            for (int round = 0; round < 8; round++) {
                clock.advance(Duration.ofMinutes(16));
                one.evaluate("void setTimeout(() => location.assign('/account/name'))");
                two.evaluate("void setTimeout(() => location.reload())");
                assertThat(heading(one, "Change name")).isVisible();
                assertThat(heading(two, "Hello, Ada Lovelace")).isVisible();
                one.navigate(visitor.address() + "/account");
                assertThat(heading(one, "Hello, Ada Lovelace")).isVisible();
            }
        }
    }

    @Test
    void a_form_that_is_sent_too_late_comes_back_to_the_account_with_nothing_done() {
        Owner owner = Owner.at(service).called("Ada Lovelace");
        try (Visitor visitor = enter(owner, Screen.PHONE)) {
            Page page = visitor.page();
            page.locator(".settings a[href='/account/name']").click();
            page.getByLabel("Your name").fill("Somebody else");
            clock.advance(Duration.ofMinutes(16));
            button(page, "Save").click();

            assertThat(heading(page, "Hello, Ada Lovelace")).isVisible();
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
    @Tag("pictured")
    void all_of_it_works_without_scripts() {
        Owner owner = Owner.at(service);
        Sipsak.register(owner.registrar(), owner.login());
        try (Visitor visitor = enter(owner, Screen.PHONE.withoutScripts())) {
            Page page = visitor.page();
            assertThat(page.locator(".devices li")).containsText("sipsak");
            visitor.picture("account");
            button(page, "Sign out this device").click();
            assertThat(page.getByText("The device is signed out.")).isVisible();
            assertThat(owner.registration().get("contacts")).isEmpty();

            page.locator(".settings a[href='/account/name']").click();
            page.getByLabel("Your name").fill("Ada");
            button(page, "Save").click();
            assertThat(heading(page, "Hello, Ada")).isVisible();

            link(page, "New password").click();
            button(page, "New password").click();
            page.locator(".by-hand > summary").click();
            assertThat(page.locator("details.secret code")).isHidden();
            page.locator("details.secret summary").click();
            assertThat(page.locator("details.secret code")).isVisible();
            visitor.picture("account-set-up");

            visitor.go("/account");
            button(page, "Add a number").click();
            assertThat(heading(page, "Add a phone number")).isVisible();

            clock.advance(Duration.ofMinutes(16));
            visitor.go("/account");
            button(page, "Continue").click();
            assertThat(heading(page, "Hello, Ada")).isVisible();

            link(page, "Delete account").click();
            page.getByLabel("Type DELETE to confirm.").fill("DELETE");
            button(page, "Delete account").click();
            assertThat(page.getByText("Your account is deleted.")).isVisible();
        }
    }

    @Test
    void all_of_it_is_within_reach_of_a_keyboard() {
        Owner owner = Owner.at(service);
        Sipsak.register(owner.registrar(), owner.login());
        try (Visitor visitor = enter(owner, Screen.DESKTOP)) {
            Page page = visitor.page();
            tabTo(page, "Sign out this device");
            page.keyboard().press("Enter");
            assertThat(page.getByText("The device is signed out.")).isVisible();
            assertThat(page.locator("main")).isFocused();

            tabTo(page, "New password");
            page.keyboard().press("Enter");
            assertThat(heading(page, "Make a new password?")).isVisible();
            tabTo(page, "New password");
            page.keyboard().press("Space");
            assertThat(page.getByText("Your new password is ready.")).isVisible();

            page.goBack();
            page.goBack();
            assertThat(page.locator("[data-page=account]")).isVisible();
            tabTo(page, "Delete account");
            page.keyboard().press("Enter");
            tabTo(page, "Type DELETE to confirm.");
            page.keyboard().type("DELETE");
            page.keyboard().press("Enter");
            assertThat(page.getByText("Your account is deleted.")).isVisible();
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

    private Visitor enter(Owner owner, Screen screen) {
        return owner.enter(Visitor.at(service, screen)).go("/account");
    }

    private int refresh(Owner owner) {
        return service.post(
                        "/api/v1/account/token/refresh", "{\"refresh_token\":\"%s\"}".formatted(owner.refreshToken()))
                .status();
    }

    private String code(String number) {
        String text = service.bean(InboxSender.class).messages().stream()
                .filter(message -> message.to().equals(number))
                .findFirst()
                .orElseThrow()
                .text();
        Matcher code = CODE.matcher(text);
        assertThat(code.find()).as(text).isTrue();
        return code.group();
    }

    /** Presses Tab until the element of that name has the focus. */
    private static void tabTo(Page page, String name) {
        for (int presses = 0; presses < 60; presses++) {
            page.keyboard().press("Tab");
            Object focused =
                    page.evaluate("(document.activeElement.labels?.[0] ?? document.activeElement).textContent.trim()");
            if (name.equals(focused)) {
                return;
            }
        }
        throw new AssertionError("Tab does not get to " + name);
    }

    private static Locator button(Page page, String name) {
        return page.getByRole(
                        AriaRole.BUTTON,
                        new Page.GetByRoleOptions().setName(name).setExact(true))
                .first();
    }

    private static Locator link(Page page, String name) {
        return page.getByRole(
                        AriaRole.LINK, new Page.GetByRoleOptions().setName(name).setExact(true))
                .first();
    }

    private static Locator heading(Page page, String name) {
        return page.getByRole(
                AriaRole.HEADING, new Page.GetByRoleOptions().setName(name).setExact(true));
    }
}
