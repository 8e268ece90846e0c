package dev.firstring.web.account;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.playwright.Page;
import dev.firstring.peers.phone.Sipsak;
import dev.firstring.web.browser.Screen;
import dev.firstring.web.browser.Visitor;
import java.time.Duration;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** The pages of an account without scripts, and by keyboard alone. */
@Tag("peer")
class AccountAccessibilityTest extends AccountInBrowserFixture {

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
}
