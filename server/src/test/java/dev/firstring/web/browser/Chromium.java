package dev.firstring.web.browser;

import com.microsoft.playwright.Browser;
import com.microsoft.playwright.BrowserType;
import com.microsoft.playwright.Playwright;
import com.microsoft.playwright.assertions.PlaywrightAssertions;
import dev.firstring.peers.Peers;
import dev.firstring.testing.Patience;
import dev.firstring.testing.TestRun;
import java.util.List;
import java.util.Map;

/**
 * Debian's Chromium, started once for all tests of a run and driven from the thread of the tests. Nothing is downloaded, and
 * the browser itself talks to nobody but the pages it is sent to.
 */
final class Chromium {

    private Chromium() {}

    static Browser browser() {
        return Holder.BROWSER;
    }

    private static final class Holder {

        private static final Browser BROWSER = launch();

        private static Browser launch() {
            var program = Peers.require("chromium-headless-shell");
            Playwright playwright = TestRun.endsWithTheRun(Playwright.create(
                    new Playwright.CreateOptions().setEnv(Map.of("PLAYWRIGHT_SKIP_BROWSER_DOWNLOAD", "1"))));
            PlaywrightAssertions.setDefaultAssertionTimeout(Patience.LIMIT.toMillis());
            return playwright
                    .chromium()
                    .launch(new BrowserType.LaunchOptions()
                            .setExecutablePath(program)
                            .setArgs(List.of("--no-sandbox", "--disable-background-networking", "--disable-sync"))
                            .setHeadless(true));
        }
    }
}
