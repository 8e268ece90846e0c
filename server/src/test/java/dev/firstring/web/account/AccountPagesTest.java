package dev.firstring.web.account;

import static org.assertj.core.api.Assertions.assertThat;

import dev.firstring.sipserver.Aor;
import dev.firstring.sipserver.SipServerFault;
import dev.firstring.web.account.PlainBrowser.Seen;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.Locale;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The account's pages without a screen: who gets to see and to do what. */
@Tag("slow")
class AccountPagesTest extends AccountPagesFixture {

    private static final String UNKNOWN = "019ca945-0a00-7b25-86c3-e43b29b27d75";

    @Test
    void the_page_shows_the_account_without_any_secret() {
        Owner owner = Owner.at(service).called("Ada <b>Lovelace");
        LocalDate today = LocalDate.ofInstant(clock.instant(), ZoneOffset.UTC);

        Seen page = browser(owner).get("/account");

        assertThat(page.status()).isEqualTo(200);
        assertThat(page.body())
                .contains(
                        "Hello, Ada &lt;b&gt;Lovelace",
                        "Verified on <time datetime=\"" + today + "T",
                        ">"
                                + DateTimeFormatter.ofPattern("MMMM d, uuuu", Locale.ENGLISH)
                                        .format(today) + "</time>",
                        "No phone has used it yet.")
                .contains(owner.uri().substring(0, owner.uri().indexOf('@')))
                .doesNotContain(owner.password(), owner.refreshToken(), owner.accessToken());
    }

    @Test
    void the_password_is_shown_on_the_page_that_sets_up_a_phone() {
        Owner owner = Owner.at(service);

        assertThat(browser(owner)
                        .get("/account/credentials/" + owner.credential())
                        .body())
                .contains(owner.password());
    }

    @Test
    void a_suspended_credential_is_shown_without_its_password_and_gets_no_new_one() {
        Owner owner = Owner.at(service).suspended();
        PlainBrowser browser = browser(owner);
        String page = "/account/credentials/" + owner.credential();

        assertThat(browser.get("/account").body()).contains("This phone account is suspended.");
        assertThat(browser.get(page).body())
                .contains("This phone account is suspended.")
                .doesNotContain(owner.password());
        assertThat(browser.get(page + "/regenerate").location()).isEqualTo(page);
        assertThat(browser.post(page + "/regenerate").location()).isEqualTo(page);
        assertThat(browser.get(page).body()).doesNotContain("Your new password is ready.");
        assertThat(browser.getJson(page + "/live").status()).isEqualTo(204);
    }

    @Test
    void a_form_stays_good_while_other_pages_are_looked_at() {
        Owner owner = Owner.at(service);
        PlainBrowser browser = browser(owner);
        browser.get("/account/name");

        browser.getJson("/account/live");
        browser.getJson("/account/credentials/" + owner.credential() + "/live");

        assertThat(browser.post("/account/name", "displayName", "Ada").status()).isEqualTo(303);
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "/regenerate", "/name"})
    void somebody_elses_credential_is_as_one_that_never_was(String page) {
        Owner other = Owner.at(service);
        PlainBrowser browser = browser(Owner.at(service));
        browser.get("/account");

        Seen others = browser.get("/account/credentials/" + other.credential() + page);
        Seen unknown = browser.get("/account/credentials/" + UNKNOWN + page);

        assertThat(others.status()).isEqualTo(404);
        assertThat(others.body()).contains("Page not found");
        assertThat(others.body().replace(other.credential(), "ID"))
                .isEqualTo(unknown.body().replace(UNKNOWN, "ID"));
        assertThat(browser.get("/account/credentials/none" + page).status()).isEqualTo(404);
    }

    @ParameterizedTest
    @ValueSource(strings = {"/regenerate", "/name", "/devices/none/sign-out"})
    void nothing_is_done_to_somebody_elses_credential(String form) {
        Owner other = Owner.at(service);
        server.register(aor(other), "Linphone/5.2");
        PlainBrowser browser = browser(Owner.at(service));
        browser.get("/account");

        Seen answer = browser.post("/account/credentials/" + other.credential() + form, "displayName", "Mallory");

        assertThat(answer.status()).isEqualTo(404);
        assertThat(other.registration().get("contacts")).hasSize(1);
        assertThat(browser(other)
                        .get("/account/credentials/" + other.credential())
                        .body())
                .contains(other.password());
        assertThat(browser(other).get("/account").body()).doesNotContain("Mallory");
    }

    @Test
    void a_success_is_told_by_exactly_one_page_and_not_by_its_address() {
        Owner owner = Owner.at(service);
        PlainBrowser browser = browser(owner);
        browser.get("/account/name");

        Seen saved = browser.post("/account/name", "displayName", " Grace Hopper ");

        assertThat(saved.status()).isEqualTo(303);
        assertThat(saved.location()).isEqualTo("/account");
        assertThat(browser.get("/account").body()).contains("Your name is changed.", "Hello, Grace Hopper");
        assertThat(browser.get("/account").body()).doesNotContain("Your name is changed.");
    }

    @ParameterizedTest
    @ValueSource(strings = {"account.nothing", "<b>", "error.500-title%0a", ""})
    void what_no_page_said_is_not_said(String key) {
        assertThat(browser(Owner.at(service))
                        .with("firstring-said", key, "/")
                        .get("/account")
                        .body())
                .contains("Your account")
                .doesNotContain("class=\"notice");
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "   ", "a\u0007b"})
    void a_text_that_is_no_name_is_shown_again_with_what_is_wrong(String name) {
        Owner owner = Owner.at(service).called("Ada");
        PlainBrowser browser = browser(owner);
        for (String page : new String[] {"/account/name", "/account/credentials/" + owner.credential() + "/name"}) {
            browser.get(page);
            Seen refused = browser.post(page, "displayName", name);
            assertThat(refused.status()).isEqualTo(400);
            assertThat(refused.body())
                    .contains(
                            name.isBlank() ? "Enter a name." : "Enter a name of at most 100 characters.",
                            "aria-invalid=\"true\"");
        }
        assertThat(browser.get("/account").body()).contains("Hello, Ada");
    }

    @Test
    void a_number_is_added_or_changed_in_a_new_flow() {
        Owner owner = Owner.at(service);
        PlainBrowser browser = browser(owner);
        browser.get("/account");

        Seen added = browser.post("/account/numbers/add");
        assertThat(added.status()).isEqualTo(303);
        assertThat(added.location()).isEqualTo("/onboarding/number");
        assertThat(browser.has("firstring-purpose")).isTrue();

        browser.get("/account");
        assertThat(browser.post("/account/numbers/change", "number", owner.number())
                        .location())
                .isEqualTo("/onboarding/number");
        assertThat(browser.get("/onboarding/number").body())
                .contains("Your new phone number", "Phones that are set up keep working.")
                .contains("Cancel");
        Seen same = browser.post(
                "/onboarding/start", "region", "FR", "phoneNumber", owner.number(), "deviceId", "0123456789abcdef");
        assertThat(same.status()).isEqualTo(400);
        assertThat(same.body()).contains("This is the number that you want to change.");
        assertThat(browser.post("/onboarding/cancel").location()).isEqualTo("/account");
        assertThat(browser.has("firstring-purpose")).isFalse();
    }

    @Test
    void only_a_number_of_ones_own_is_changed() {
        Owner other = Owner.at(service);
        PlainBrowser browser = browser(Owner.at(service));
        browser.get("/account");

        assertThat(browser.post("/account/numbers/change", "number", other.number())
                        .status())
                .isEqualTo(404);
        assertThat(browser.has("firstring-purpose")).isFalse();
    }

    @Test
    void a_server_that_is_away_is_said_and_breaks_nothing() {
        Owner owner = Owner.at(service);
        server.register(aor(owner), "Linphone/5.2 (Debian)");
        PlainBrowser browser = browser(owner);
        assertThat(browser.get("/account").body()).contains("Linphone 5.2", "Registered for 60 minutes more");
        String device = owner.registration().at("/contacts/0/id").asString();
        String form = "/account/credentials/" + owner.credential() + "/devices/" + device + "/sign-out";
        server.failWith(SipServerFault.Kind.SERVER_UNAVAILABLE);

        Seen page = browser.get("/account");
        Seen refused = browser.post(form);

        assertThat(page.status()).isEqualTo(200);
        assertThat(page.body()).contains("We cannot reach the phone server right now.");
        assertThat(refused.status()).isEqualTo(503);
        assertThat(refused.body()).contains("SIP server not available", "Your account");
        server.failWith(null);
        assertThat(browser.post(form).location()).isEqualTo("/account");
        assertThat(browser.get("/account").body()).contains("The device is signed out.");
    }

    @Test
    void the_live_state_is_told_to_the_owner_only() {
        Owner owner = Owner.at(service);
        String page = "/account/credentials/" + owner.credential();

        assertThat(browser(owner).getJson("/account/live").body())
                .contains(owner.credential(), "\"registered\":false")
                .doesNotContain(owner.password());
        assertThat(browser(owner).getJson(page + "/live").body()).contains("Waiting for your phone");
        assertThat(new PlainBrowser(service).getJson("/account/live").status()).isEqualTo(204);
        assertThat(new PlainBrowser(service).getJson(page + "/live").status()).isEqualTo(204);
        assertThat(browser(Owner.at(service)).getJson(page + "/live").status()).isEqualTo(204);
    }

    @Test
    void who_signs_in_leaves_a_finished_session_behind() {
        PlainBrowser browser = new PlainBrowser(service);
        Owner owner = Owner.at(service);
        browser.with("firstring-onboarding", owner.session(), "/onboarding");
        assertThat(browser.get("/onboarding").location()).isEqualTo("/onboarding/done");

        assertThat(browser.get("/account/sign-in").location()).isEqualTo("/onboarding/sign-in");
        assertThat(browser.get("/onboarding/sign-in").location()).isEqualTo("/onboarding");

        assertThat(browser.get("/onboarding").body()).contains("What is your phone number?");
    }

    private static Aor aor(Owner owner) {
        return new Aor(owner.login().username(), owner.login().domain());
    }
}
