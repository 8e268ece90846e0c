package dev.firstring.web.account;

import static org.assertj.core.api.Assertions.assertThat;

import dev.firstring.sipserver.Aor;
import dev.firstring.sipserver.MemoryServer;
import dev.firstring.sipserver.SipServerFault;
import dev.firstring.testing.RunningService;
import dev.firstring.testing.SettableClock;
import dev.firstring.testing.TestDatabase;
import dev.firstring.web.account.PlainBrowser.Seen;
import java.time.Duration;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** The account's pages without a screen: who gets to see and to do what. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class AccountPagesTest {

    private static final String UNKNOWN = "019ca945-0a00-7b25-86c3-e43b29b27d75";

    private final SettableClock clock = new SettableClock();
    private final MemoryServer server = new MemoryServer("memory");
    private TestDatabase database;
    private RunningService service;

    @BeforeAll
    void start() {
        database = TestDatabase.create();
        service = RunningService.over(database).clock(clock).sipServers(server).start();
    }

    @AfterEach
    void mend() {
        server.failWith(null);
    }

    @AfterAll
    void stop() {
        service.close();
        database.close();
    }

    @Test
    void the_page_shows_the_account_without_any_secret() {
        Owner owner = Owner.at(service).called("Ada <b>Lovelace");

        Seen page = browser(owner).get("/account");

        assertThat(page.status()).isEqualTo(200);
        assertThat(page.body())
                .contains(
                        "Hello, Ada &lt;b&gt;Lovelace",
                        "Verified on <time datetime=\"2026-03-01T",
                        ">March 1, 2026</time>",
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

        assertThat(browser.get("/account/sign-in").body()).contains("Sign in with your phone number");
        assertThat(browser.post("/onboarding/sign-in").location()).isEqualTo("/onboarding");
        assertThat(browser.get("/onboarding").body()).contains("What is your phone number?");
    }

    @Test
    void who_is_signed_in_needs_no_sign_in_page() {
        assertThat(browser(Owner.at(service)).get("/account/sign-in").location())
                .isEqualTo("/account");
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
            assertThat(refused.body()).contains("Enter a name of at most 100 characters.", "aria-invalid=\"true\"");
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
        assertThat(browser.get("/onboarding/number").body()).doesNotContain(owner.number());
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
        assertThat(browser.get("/account/sign-in").body()).contains("You are signed out.");
        assertThat(browser.get("/account/sign-in").body()).doesNotContain("You are signed out.");
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

        assertThat(browser.get("/account/sign-in").body()).contains("Your account is deleted.");
        for (String page : new String[] {"/account", "/account/name", "/account/credentials/" + owner.credential()}) {
            assertThat(late.get(page).body()).doesNotContain("Ada Lovelace", owner.password());
        }
        assertThat(late.get("/account/sign-in").status()).isEqualTo(200);
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
        browser.get("/account/sign-in");
        assertThat(browser.get("/onboarding").location()).isEqualTo("/onboarding/done");

        browser.get("/account/sign-in");
        browser.post("/onboarding/sign-in");

        assertThat(browser.get("/onboarding").body()).contains("What is your phone number?");
    }

    private PlainBrowser browser(Owner owner) {
        return new PlainBrowser(service).as(owner);
    }

    private RunningService.Reply refresh(Owner owner) {
        return service.post(
                "/api/v1/account/token/refresh", "{\"refresh_token\":\"%s\"}".formatted(owner.refreshToken()));
    }

    private static Aor aor(Owner owner) {
        return new Aor(owner.login().username(), owner.login().domain());
    }
}
