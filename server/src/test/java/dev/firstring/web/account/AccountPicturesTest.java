package dev.firstring.web.account;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;

import com.microsoft.playwright.options.AriaRole;
import dev.firstring.peers.phone.Sipsak;
import dev.firstring.testing.RunningService;
import dev.firstring.testing.TestDatabase;
import dev.firstring.web.browser.Screen;
import dev.firstring.web.browser.Visitor;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.FieldSource;

/** Every page of the account in every state, looked at: nobody is kept out, nothing sticks out, and pictures are taken. */
@Tag("peer")
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class AccountPicturesTest {

    /** German has the longest words. */
    static final List<Screen> SCREENS =
            List.of(Screen.DESKTOP, Screen.PHONE, Screen.PHONE.speaking("ar"), Screen.NARROW.speaking("de"));

    private TestDatabase database;
    private RunningService service;

    @BeforeAll
    void start() {
        database = TestDatabase.create();
        service = RunningService.over(database)
                .set("firstring.sip-server.embedded.port", 0)
                .start();
    }

    @AfterAll
    void stop() {
        service.close();
        database.close();
    }

    @ParameterizedTest
    @FieldSource("SCREENS")
    void an_account_with_a_phone_and_one_without(Screen screen) {
        Owner owner = Owner.at(service).called("Ada Lovelace").withAnotherNumber();
        Sipsak.register(owner.registrar(), owner.login());
        try (Visitor visitor = owner.enter(Visitor.at(service, screen)).go("/account")) {
            assertThat(visitor.page().locator(".devices li").first()).isVisible();
            look(visitor, screen, "account");
        }
    }

    @ParameterizedTest
    @FieldSource("SCREENS")
    void a_new_account_without_a_name(Screen screen) {
        Owner owner = Owner.at(service);
        try (Visitor visitor = owner.enter(Visitor.at(service, screen)).go("/account")) {
            look(visitor, screen, "account-new");
            visitor.go("/account/name");
            look(visitor, screen, "account-name");
            visitor.expect("400");
            visitor.page().locator("main button.main").click();
            assertThat(visitor.page().locator(".error")).not().isEmpty();
            look(visitor, screen, "account-name-wrong");
            visitor.page().locator("#displayName").fill("Ada Lovelace");
            visitor.page().locator("main button.main").click();
            assertThat(visitor.page().locator(".notice")).isVisible();
            look(visitor, screen, "account-said");
        }
    }

    @ParameterizedTest
    @FieldSource("SCREENS")
    void a_suspended_account(Screen screen) {
        Owner owner = Owner.at(service).called("Ada Lovelace").suspended();
        try (Visitor visitor = owner.enter(Visitor.at(service, screen)).go("/account")) {
            look(visitor, screen, "account-suspended");
            visitor.go("/account/credentials/" + owner.credential());
            look(visitor, screen, "account-set-up-suspended");
        }
    }

    @ParameterizedTest
    @FieldSource("SCREENS")
    void a_phone_is_set_up_and_gets_a_new_password(Screen screen) {
        Owner owner = Owner.at(service);
        try (Visitor visitor =
                owner.enter(Visitor.at(service, screen)).go("/account/credentials/" + owner.credential())) {
            look(visitor, screen, "account-set-up");
            visitor.go("/account/credentials/" + owner.credential() + "/regenerate");
            look(visitor, screen, "account-regenerate");
            visitor.page().locator("main button.main").click();
            assertThat(visitor.page().locator(".notice")).isVisible();
            visitor.page()
                    .locator("copy-text button[aria-pressed], copy-text button")
                    .first()
                    .click();
            look(visitor, screen, "account-regenerated");
        }
    }

    @ParameterizedTest
    @FieldSource("SCREENS")
    void an_account_is_deleted(Screen screen) {
        Owner owner = Owner.at(service);
        try (Visitor visitor = owner.enter(Visitor.at(service, screen)).go("/account/delete")) {
            look(visitor, screen, "account-delete");
            visitor.expect("400");
            visitor.page().locator("main button.main").click();
            assertThat(visitor.page().locator(".error")).not().isEmpty();
            look(visitor, screen, "account-delete-wrong");
            visitor.page().locator("#word").fill(visitor.page().locator(".word").innerText());
            visitor.page().locator("main button.main").click();
            assertThat(visitor.page().locator("[data-page=sign-in]")).isVisible();
            look(visitor, screen, "account-deleted");
            visitor.go("/account/sign-in");
            look(visitor, screen, "account-sign-in");
        }
    }

    @ParameterizedTest
    @FieldSource("SCREENS")
    void somebody_who_was_away(Screen screen) {
        try (Visitor visitor = Visitor.at(service, screen.withoutScripts()).go("/account")) {
            assertThat(visitor.page().getByRole(AriaRole.MAIN)).isVisible();
            visitor.picture("account-paused");
        }
    }

    /** The dark has the same colours in every language. */
    private static void look(Visitor visitor, Screen screen, String name) {
        visitor.accessible().picture(name);
        if (screen.language().startsWith("en")) {
            visitor.pictureInTheDark(name);
        }
        Object sticksOut =
                visitor.page().evaluate("document.documentElement.scrollWidth > document.documentElement.clientWidth");
        org.assertj.core.api.Assertions.assertThat(sticksOut)
                .as("%s is wider than its screen", name)
                .isEqualTo(false);
    }
}
