package dev.firstring.web.browser;

import com.microsoft.playwright.Locator;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.options.AriaRole;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.StreamSupport;
import tools.jackson.databind.JsonNode;

/**
 * Somebody who walks through the flow at a browser, with a number of their own, and reads the code where a person would:
 * in the message.
 */
public final class Walk implements AutoCloseable {

    private static final AtomicInteger COUNT = new AtomicInteger();
    private static final Pattern CODE = Pattern.compile("\\b\\d{6}\\b");

    private final Site site;
    private final Screen screen;
    private final Visitor visitor;
    private final String number;

    private Walk(Site site, Screen screen) {
        this.site = site;
        this.screen = screen;
        this.visitor = Visitor.at(site.service(), screen);
        this.number = "+3362%07d".formatted(COUNT.incrementAndGet() * 17);
    }

    /** Somebody who has not gone anywhere yet. */
    public static Walk at(Site site, Screen screen) {
        return new Walk(site, screen);
    }

    /** Somebody at a desk who looks at the first page. */
    public static Walk open(Site site) {
        return at(site, Screen.DESKTOP).open();
    }

    public Walk open() {
        visitor.go("/onboarding");
        if (screen.scripts()) {
            country().or(boxes().first()).waitFor();
        }
        return this;
    }

    public Visitor visitor() {
        return visitor;
    }

    public Page page() {
        return visitor.page();
    }

    /** The number in E.164. */
    public String number() {
        return number;
    }

    public Locator numberField() {
        return page().locator("#phoneNumber");
    }

    public Locator country() {
        return page().locator("#country");
    }

    public Locator heading() {
        return page().getByRole(AriaRole.HEADING, new Page.GetByRoleOptions().setLevel(1));
    }

    public Locator button(String name) {
        return page().getByRole(
                        AriaRole.BUTTON,
                        new Page.GetByRoleOptions().setName(name).setExact(true));
    }

    public Locator link(String name) {
        return page().getByRole(
                        AriaRole.LINK, new Page.GetByRoleOptions().setName(name).setExact(true));
    }

    public Locator boxes() {
        return page().locator(".boxes input");
    }

    public Locator error() {
        return page().locator(".error");
    }

    public Locator notice() {
        return page().locator(".notice");
    }

    /** The step that the indicator calls the current one. */
    public Locator step() {
        return page().locator(".steps [aria-current=step]");
    }

    /** What the six boxes hold, a space for an empty one. */
    public String typed() {
        return String.join(
                "",
                boxes().all().stream()
                        .map(box -> box.inputValue().isEmpty() ? " " : box.inputValue())
                        .toList());
    }

    /** Types the own number and continues. */
    public Walk submitNumber() {
        numberField().fill(number);
        button("Continue").click();
        return this;
    }

    /** Goes from the first page to the page of the code. */
    public Walk toCode() {
        submitNumber();
        return atCode();
    }

    /** Waits until the page of the code is there, with its boxes where there are scripts. */
    public Walk atCode() {
        page().waitForSelector("main[data-page=code]" + (screen.scripts() ? " .boxes" : ""));
        return this;
    }

    /** Goes from the page of the code to the account. */
    public Walk toAccount() {
        enter(code());
        return atAccount();
    }

    /** Waits until the account is there. */
    public Walk atAccount() {
        page().waitForSelector("main[data-page=done]");
        return this;
    }

    /** Unfolds the values for a set-up by hand. */
    public Walk byHand() {
        page().locator(".by-hand > summary").click();
        return this;
    }

    /** The button that starts anew from the last number. */
    public Locator startAgain() {
        return button("Start again");
    }

    /** What a value of the account is, such as {@code Username}. */
    public String value(String name) {
        return page().locator(".value")
                .filter(new Locator.FilterOptions().setHasText(name))
                .locator("code")
                .textContent();
    }

    /** Types a code into the boxes from the first one on. */
    public Walk enter(String code) {
        boxes().first().focus();
        page().keyboard().type(code);
        return this;
    }

    /** The code in the newest message to this number. */
    public String code() {
        List<String> messages = messages();
        if (messages.isEmpty()) {
            throw new AssertionError("no message came to " + number);
        }
        Matcher code = CODE.matcher(messages.getFirst());
        if (!code.find()) {
            throw new AssertionError("no code in the newest message");
        }
        return code.group();
    }

    /** A code that is not the right one. */
    public String wrongCode() {
        return code().equals("000000") ? "000001" : "000000";
    }

    /** The messages to this number, newest first. */
    public List<String> messages() {
        JsonNode inbox = site.service().get("/dev/inbox/messages").json();
        return StreamSupport.stream(inbox.spliterator(), false)
                .filter(message -> message.required("to").asString().equals(number))
                .map(message -> message.required("channel").asString() + ": "
                        + message.required("text").asString())
                .toList();
    }

    @Override
    public void close() {
        visitor.close();
    }
}
