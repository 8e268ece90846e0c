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

/** How long somebody is signed in, and what ends that. */
@Tag("peer")
class SessionsInBrowserTest extends AccountInBrowserFixture {

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
}
