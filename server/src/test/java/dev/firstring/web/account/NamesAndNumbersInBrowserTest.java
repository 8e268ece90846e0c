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

/** Names and numbers of an account are changed, and its phones keep working. */
@Tag("peer")
class NamesAndNumbersInBrowserTest extends AccountInBrowserFixture {

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
}
