package dev.firstring.web.account;

import static org.assertj.core.api.Assertions.assertThat;

import dev.firstring.testing.RunningService;
import dev.firstring.web.account.PlainBrowser.Seen;
import java.time.Duration;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Who is signed in at the account's pages: forms that come late, renewals, signing out, deleting the account. */
@Tag("slow")
class SignInOfPagesTest extends AccountPagesFixture {

    @ParameterizedTest
    @ValueSource(
            strings = {
                "/account/name",
                "/account/delete",
                "/account/numbers/add",
                "/account/numbers/change",
                "/account/credentials/ID/regenerate",
                "/account/credentials/ID/name",
                "/account/credentials/ID/devices/some/sign-out",
                "/api/account/leave"
            })
    void a_form_without_its_token_is_refused(String form) {
        Owner owner = Owner.at(service);
        PlainBrowser browser = browser(owner);

        assertThat(browser.forge(form.replace("ID", owner.credential())).status())
                .isEqualTo(403);

        assertThat(browser.get("/account").body()).contains("Your account");
        assertThat(browser.get("/account/credentials/" + owner.credential()).body())
                .contains(owner.password());
        assertThat(refresh(owner).status()).isEqualTo(200);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "/account/name",
                "/account/delete",
                "/account/numbers/add",
                "/account/numbers/change",
                "/account/credentials/ID/regenerate",
                "/account/credentials/ID/name",
                "/account/credentials/ID/devices/some/sign-out"
            })
    void a_form_that_comes_too_late_does_nothing_and_leads_back_by_way_of_a_renewal(String form) {
        Owner owner = Owner.at(service);
        PlainBrowser browser = browser(owner);
        browser.get("/account");
        clock.advance(Duration.ofMinutes(16));

        Seen late = browser.post(
                form.replace("ID", owner.credential()), "word", "DELETE", "displayName", "Late", "number", "+331");

        assertThat(late.status()).isEqualTo(200);
        assertThat(late.body())
                .contains("/api/account/continue", "name=\"back\" value=\"/account\"")
                .doesNotContain("Late");
        Seen renewed = browser.post("/api/account/continue", "back", "/account");
        assertThat(renewed.status()).isEqualTo(303);
        assertThat(renewed.location()).isEqualTo("/account");
        assertThat(browser.get("/account").body()).contains("Your account").doesNotContain("Late");
        assertThat(browser.get("/account/credentials/" + owner.credential()).body())
                .contains(owner.password());
    }

    @ParameterizedTest
    @CsvSource({
        "/account, /account",
        "/account/name, /account/name",
        "/account/delete, /account/delete",
        "/account/credentials/ID, /account/credentials/ID",
        "/account/credentials/ID/name, /account/credentials/ID/name",
        "/account/credentials/ID/regenerate, /account/credentials/ID/regenerate"
    })
    void a_page_that_is_asked_for_too_late_is_shown_after_a_renewal(String page, String back) {
        Owner owner = Owner.at(service);
        PlainBrowser browser = browser(owner).without("firstring-access");
        String place = back.replace("ID", owner.credential());

        assertThat(browser.get(page.replace("ID", owner.credential())).body())
                .contains("name=\"back\" value=\"" + place + "\"");

        assertThat(browser.post("/api/account/continue", "back", place).location())
                .isEqualTo(place);
        assertThat(browser.get(place).body()).doesNotContain("/api/account/continue");
    }

    @ParameterizedTest
    @ValueSource(strings = {"//evil.example", "/account/../evil", "https://evil.example", "/account//evil.example"})
    void a_renewal_leads_nobody_away_from_here(String back) {
        PlainBrowser browser = browser(Owner.at(service));
        browser.get("/account");

        assertThat(browser.post("/api/account/continue", "back", back).location())
                .isEqualTo("/account");
    }

    @Test
    void who_cannot_be_signed_in_again_proves_a_number() {
        PlainBrowser browser = new PlainBrowser(service);
        assertThat(browser.get("/account").body()).contains("/api/account/continue");

        assertThat(browser.post("/api/account/continue", "back", "/account").location())
                .isEqualTo("/account/sign-in");

        assertThat(browser.get("/account/sign-in").location()).isEqualTo("/onboarding/sign-in");
        assertThat(browser.get("/onboarding/sign-in").location()).isEqualTo("/onboarding");
        assertThat(browser.get("/onboarding").body()).contains("What is your phone number?");
    }

    @Test
    void who_is_signed_in_needs_no_sign_in_page() {
        assertThat(browser(Owner.at(service)).get("/account/sign-in").location())
                .isEqualTo("/account");
    }

    @Test
    void signing_out_ends_the_refresh_token_and_is_said_once() {
        Owner owner = Owner.at(service);
        PlainBrowser browser = browser(owner);
        browser.get("/account");

        Seen left = browser.post("/api/account/leave");

        assertThat(left.status()).isEqualTo(303);
        assertThat(left.location()).isEqualTo("/account/sign-in");
        assertThat(browser.has("firstring-access") || browser.has("firstring-refresh"))
                .isFalse();
        assertThat(refresh(owner).status()).isEqualTo(401);
        assertThat(browser.get("/onboarding").body()).contains("You are signed out.");
        assertThat(browser.get("/onboarding").body()).doesNotContain("You are signed out.");
    }

    @Test
    void signing_out_everywhere_asks_first_and_can_be_left() {
        PlainBrowser browser = browser(Owner.at(service));

        assertThat(browser.get("/account").body())
                .contains("href=\"/account/sign-out\"")
                .doesNotContain("everywhere\" value");
        assertThat(browser.get("/account/sign-out").body())
                .contains("Sign out everywhere?", "name=\"everywhere\" value=\"true\"", "href=\"/account\"");
    }

    @Test
    void the_address_without_a_path_leads_to_the_account_of_who_has_one_and_others_to_the_beginning() {
        Owner owner = Owner.at(service);
        PlainBrowser browser = browser(owner);

        assertThat(browser.get("/").location()).isEqualTo("/account");
        assertThat(browser.get("/onboarding").location()).isEqualTo("/account");
        assertThat(new PlainBrowser(service).get("/").location()).isEqualTo("/onboarding");
        assertThat(new PlainBrowser(service).get("/onboarding").status()).isEqualTo(200);
    }

    @Test
    void signing_out_works_though_the_access_token_has_run_out() {
        Owner owner = Owner.at(service);
        PlainBrowser browser = browser(owner);
        browser.get("/account");
        browser.without("firstring-access");

        assertThat(browser.post("/api/account/leave").location()).isEqualTo("/account/sign-in");

        assertThat(refresh(owner).status()).isEqualTo(401);
    }

    @Test
    void signing_out_everywhere_ends_other_sign_ins_too() {
        Owner owner = Owner.at(service);
        Owner elsewhere = owner.again();
        PlainBrowser browser = browser(owner);
        browser.get("/account");

        assertThat(browser.post("/api/account/leave", "everywhere", "true").location())
                .isEqualTo("/account/sign-in");

        assertThat(refresh(owner).status()).isEqualTo(401);
        assertThat(refresh(elsewhere).status()).isEqualTo(401);
    }

    @Test
    void signing_out_everywhere_without_an_access_token_renews_first_and_ends_nothing() {
        Owner owner = Owner.at(service);
        PlainBrowser browser = browser(owner);
        browser.get("/account");
        browser.without("firstring-access");

        assertThat(browser.post("/api/account/leave", "everywhere", "true").location())
                .isEqualTo("/account");

        assertThat(refresh(owner).status()).isEqualTo(200);
    }

    @ParameterizedTest
    @CsvSource({"DELETE, true", " delete , true", "DELETED, false", "'', false", "LÖSCHEN, false"})
    void an_account_is_deleted_by_the_word_only(String word, boolean deleted) {
        Owner owner = Owner.at(service);
        PlainBrowser browser = browser(owner);
        browser.get("/account/delete");

        Seen answer = browser.post("/account/delete", "word", word);

        assertThat(answer.status()).isEqualTo(deleted ? 303 : 400);
        assertThat(refresh(owner).status()).isEqualTo(deleted ? 401 : 200);
        assertThat(browser.has("firstring-access")).isEqualTo(!deleted);
    }

    @Test
    void a_token_that_outlived_its_account_shows_nothing_of_it() {
        Owner owner = Owner.at(service).called("Ada Lovelace");
        PlainBrowser late = browser(owner);
        PlainBrowser browser = browser(owner);
        browser.get("/account/delete");
        browser.post("/account/delete", "word", "DELETE");

        assertThat(browser.get("/onboarding").body()).contains("Your account is deleted.");
        for (String page : new String[] {"/account", "/account/name", "/account/credentials/" + owner.credential()}) {
            assertThat(late.get(page).body()).doesNotContain("Ada Lovelace", owner.password());
        }
        assertThat(late.get("/account/sign-in").location()).isEqualTo("/onboarding/sign-in");
        assertThat(late.get("/onboarding").status()).isEqualTo(200);
    }

    private RunningService.Reply refresh(Owner owner) {
        return service.post(
                "/api/v1/account/token/refresh", "{\"refresh_token\":\"%s\"}".formatted(owner.refreshToken()));
    }
}
