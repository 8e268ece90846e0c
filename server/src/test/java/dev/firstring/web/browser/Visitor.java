package dev.firstring.web.browser;

import static org.assertj.core.api.Assertions.assertThat;

import com.deque.html.axecore.playwright.AxeBuilder;
import com.microsoft.playwright.BrowserContext;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.options.ColorScheme;
import dev.firstring.testing.Patience;
import dev.firstring.testing.RunningService;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;

/**
 * Somebody at a browser of their own: cookies and storage are nobody else's. What the browser's console complains of, and
 * every fault of a script, fails the test when the visitor leaves. Not thread-safe: Playwright wants one thread.
 */
public final class Visitor implements AutoCloseable {

    /** Where the pictures of pages go; docs/pages.md names it. */
    private static final Path PICTURES = Path.of("target", "screenshots");

    private static final String AXE = AxeBuilder.getAxeScript();

    /** In one go in the page itself: the builder of axe for Playwright opens a second page for each look. */
    private static final String VIOLATIONS = """
            async () => {
              // What fades in is judged as it stays.
              for (const animation of document.getAnimations()) {
                if (isFinite(animation.effect.getComputedTiming().endTime)) animation.finish();
              }
              return (await axe.run(document, {
                runOnly: ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"],
                resultTypes: ["violations"],
              })).violations.map(rule => `${rule.id}: ${rule.nodes[0].html} ${rule.nodes[0].failureSummary}`);
            }
            """;

    private final BrowserContext context;
    private final Page page;
    private final String address;
    private final Screen screen;
    private final List<String> complaints = new ArrayList<>();
    private final List<Pattern> expected = new ArrayList<>();

    private Visitor(BrowserContext context, String address, Screen screen) {
        this.context = context;
        this.address = address;
        this.screen = screen;
        context.setDefaultTimeout(Patience.LIMIT.toMillis());
        this.page = watch(context.newPage());
    }

    /** Somebody who looks at a service with such a screen. */
    public static Visitor at(RunningService service, Screen screen) {
        return new Visitor(
                Chromium.browser().newContext(screen.options()), "http://localhost:" + service.port(), screen);
    }

    public Page page() {
        return page;
    }

    public BrowserContext context() {
        return context;
    }

    /** A second tab of the same browser. */
    public Page tab() {
        return watch(context.newPage());
    }

    /** Goes to a path of the service, in the first tab. */
    public Visitor go(String path) {
        page.navigate(address + path);
        return this;
    }

    public String address() {
        return address;
    }

    /** Lets the console say this: the browser itself reports each answer with an error status. */
    public Visitor expect(String complaint) {
        expected.add(Pattern.compile(complaint));
        return this;
    }

    /** Takes a picture of the whole page. */
    public Visitor picture(String name) {
        page.screenshot(new Page.ScreenshotOptions()
                .setFullPage(true)
                .setPath(PICTURES.resolve(name + "-" + screen.label() + ".png")));
        return this;
    }

    /** A picture of the same page in a dark room, where it keeps nobody out either. */
    public Visitor pictureInTheDark(String name) {
        return inTheDark(() -> accessible().picture(name + "-dark"));
    }

    Screen screen() {
        return screen;
    }

    /** Looks at the same page in a dark room, then as before. */
    Visitor inTheDark(Runnable look) {
        page.emulateMedia(new Page.EmulateMediaOptions().setColorScheme(ColorScheme.DARK));
        look.run();
        page.emulateMedia(new Page.EmulateMediaOptions().setColorScheme(ColorScheme.LIGHT));
        return this;
    }

    /** Nothing on the page keeps people out (WCAG 2.2 AA, as far as a program can tell). */
    public Visitor accessible() {
        if (Boolean.FALSE.equals(page.evaluate("'axe' in window"))) {
            page.evaluate(AXE);
        }
        assertThat((List<?>) page.evaluate(VIOLATIONS)).describedAs(page.url()).isEmpty();
        return this;
    }

    private Page watch(Page tab) {
        tab.onConsoleMessage(message -> {
            if (message.type().equals("error") || message.type().equals("warning")) {
                complaints.add(message.text() + " (" + message.location() + ")");
            }
        });
        tab.onPageError(complaints::add);
        return tab;
    }

    @Override
    public void close() {
        context.close();
        complaints.removeIf(complaint ->
                expected.stream().anyMatch(pattern -> pattern.matcher(complaint).find()));
        assertThat(complaints).describedAs("what the browser complained of").isEmpty();
    }
}
