package dev.firstring.web.account;

import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.playwright.Locator;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.options.AriaRole;
import dev.firstring.messaging.provider.inbox.InboxSender;
import dev.firstring.testing.RunningService;
import dev.firstring.testing.SettableClock;
import dev.firstring.web.browser.Screen;
import dev.firstring.web.browser.Site;
import dev.firstring.web.browser.Visitor;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.TestInstance;

/** An account's pages in a real browser, at the service that classes share, while real phones register. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
abstract class AccountInBrowserFixture {

    private static final Pattern CODE = Pattern.compile("[0-9]{6}");

    private final Site site = Site.start();
    final SettableClock clock = site.clock();
    final RunningService service = site.service();

    Visitor enter(Owner owner, Screen screen) {
        return owner.enter(Visitor.at(service, screen)).go("/account");
    }

    int refresh(Owner owner) {
        return service.post(
                        "/api/v1/account/token/refresh", "{\"refresh_token\":\"%s\"}".formatted(owner.refreshToken()))
                .status();
    }

    String code(String number) {
        String text = service.bean(InboxSender.class).messages().stream()
                .filter(message -> message.to().equals(number))
                .findFirst()
                .orElseThrow()
                .text();
        Matcher code = CODE.matcher(text);
        assertThat(code.find()).as(text).isTrue();
        return code.group();
    }

    static Locator button(Page page, String name) {
        return page.getByRole(
                        AriaRole.BUTTON,
                        new Page.GetByRoleOptions().setName(name).setExact(true))
                .first();
    }

    static Locator link(Page page, String name) {
        return page.getByRole(
                        AriaRole.LINK, new Page.GetByRoleOptions().setName(name).setExact(true))
                .first();
    }

    static Locator heading(Page page, String name) {
        return page.getByRole(
                AriaRole.HEADING, new Page.GetByRoleOptions().setName(name).setExact(true));
    }
}
