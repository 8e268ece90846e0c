package dev.firstring.web.account;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;

import com.microsoft.playwright.options.AriaRole;
import dev.firstring.peers.phone.Sipsak;
import dev.firstring.testing.RunningService;
import dev.firstring.testing.TestDatabase;
import dev.firstring.web.browser.Gallery;
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
@Tag("pictures")
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class AccountPicturesTest {

    static final List<Screen> SCREENS = Gallery.screens();

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
            Gallery.look(visitor, "account");
            visitor.go("/account/sign-out");
            Gallery.look(visitor, "account-sign-out");
            visitor.go("/account");
            visitor.page().locator(".numbers button").first().click();
            assertThat(visitor.page().locator("[data-page=number]")).isVisible();
            Gallery.look(visitor, "account-change-number");
        }
    }

    @ParameterizedTest
    @FieldSource("SCREENS")
    void a_new_account_without_a_name(Screen screen) {
        Owner owner = Owner.at(service);
        try (Visitor visitor = owner.enter(Visitor.at(service, screen)).go("/account")) {
            Gallery.look(visitor, "account-new");
            visitor.go("/account/name");
            Gallery.look(visitor, "account-name");
            visitor.expect("400");
            visitor.page().locator("main button.main").click();
            assertThat(visitor.page().locator(".error")).not().isEmpty();
            Gallery.look(visitor, "account-name-wrong");
            visitor.page().locator("#displayName").fill("Ada Lovelace");
            visitor.page().locator("main button.main").click();
            assertThat(visitor.page().locator(".notice")).isVisible();
            Gallery.look(visitor, "account-said");
        }
    }

    @ParameterizedTest
    @FieldSource("SCREENS")
    void a_suspended_account(Screen screen) {
        Owner owner = Owner.at(service).called("Ada Lovelace").suspended();
        try (Visitor visitor = owner.enter(Visitor.at(service, screen)).go("/account")) {
            Gallery.look(visitor, "account-suspended");
            visitor.go("/account/credentials/" + owner.credential());
            Gallery.look(visitor, "account-set-up-suspended");
        }
    }

    @ParameterizedTest
    @FieldSource("SCREENS")
    void a_phone_is_set_up_and_gets_a_new_password(Screen screen) {
        Owner owner = Owner.at(service);
        try (Visitor visitor =
                owner.enter(Visitor.at(service, screen)).go("/account/credentials/" + owner.credential())) {
            Gallery.look(visitor, "account-set-up");
            visitor.go("/account/credentials/" + owner.credential() + "/regenerate");
            Gallery.look(visitor, "account-regenerate");
            visitor.page().locator("main button.main").click();
            assertThat(visitor.page().locator(".notice.success")).isVisible();
            visitor.page().locator(".by-hand > summary").click();
            visitor.page()
                    .locator("copy-text button[aria-pressed], copy-text button")
                    .first()
                    .click();
            Gallery.look(visitor, "account-regenerated");
        }
    }

    @ParameterizedTest
    @FieldSource("SCREENS")
    void an_account_is_deleted(Screen screen) {
        Owner owner = Owner.at(service);
        try (Visitor visitor = owner.enter(Visitor.at(service, screen)).go("/account/delete")) {
            Gallery.look(visitor, "account-delete");
            visitor.expect("400");
            visitor.page().locator("main button.main").click();
            assertThat(visitor.page().locator(".error")).not().isEmpty();
            Gallery.look(visitor, "account-delete-wrong");
            visitor.page().locator("#word").fill(visitor.page().locator(".word").innerText());
            visitor.page().locator("main button.main").click();
            assertThat(visitor.page().locator("[data-page=number] .notice")).isVisible();
            Gallery.look(visitor, "account-deleted");
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
}
