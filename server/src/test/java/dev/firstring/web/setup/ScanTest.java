package dev.firstring.web.setup;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static org.assertj.core.api.Assertions.assertThat;

import com.google.zxing.BinaryBitmap;
import com.google.zxing.ChecksumException;
import com.google.zxing.DecodeHintType;
import com.google.zxing.FormatException;
import com.google.zxing.LuminanceSource;
import com.google.zxing.NotFoundException;
import com.google.zxing.RGBLuminanceSource;
import com.google.zxing.ReaderException;
import com.google.zxing.common.HybridBinarizer;
import com.google.zxing.qrcode.QRCodeReader;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.options.ColorScheme;
import dev.firstring.peers.phone.Linphonec;
import dev.firstring.peers.phone.Registration;
import dev.firstring.testing.Patience;
import dev.firstring.web.browser.Screen;
import dev.firstring.web.browser.Site;
import dev.firstring.web.browser.Walk;
import java.awt.image.BufferedImage;
import java.io.ByteArrayInputStream;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;
import javax.imageio.ImageIO;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** One scan: what the screen shows is all that a phone gets. */
@Tag("peer")
class ScanTest {

    private static final Pattern LINK = Pattern.compile("http://localhost:\\d+/provisioning/[A-Za-z0-9_-]{22,}");

    private static Site site;

    @BeforeAll
    static void start() {
        site = Site.start();
    }

    @AfterAll
    static void stop() {
        site.close();
    }

    @Test
    @Tag("pictured")
    void a_phone_that_scans_the_last_page_registers_and_is_named_there_and_no_second_one_does() throws Exception {
        try (Walk walk = Walk.at(site, Screen.DESKTOP).open().toCode().toAccount()) {
            walk.visitor().picture("done-waiting").accessible();
            String scanned = scan(walk.page());
            assertThat(scanned).matches(LINK);
            assertThat(walk.page().locator("p.live")).hasText("Waiting for your phone to register…");

            Registration phone = Linphonec.provision(scanned, Optional.empty());

            assertThat(phone.accepted()).as(phone.output()).isTrue();
            assertThat(walk.page().locator("p.live")).hasText(Pattern.compile("Registered from Linphone.*"));
            walk.visitor()
                    .picture("done-registered")
                    .pictureInTheDark("done-registered")
                    .accessible();

            Registration second = Linphonec.provision(scanned, Optional.empty());

            assertThat(second.accepted()).isFalse();
            assertThat(second.output()).contains("HTTP/1.1 404").doesNotContain("REGISTER sip:");
        }
    }

    @Test
    void the_code_scans_in_the_dark_and_on_a_phone_and_the_same_link_opens_the_app() throws Exception {
        try (Walk walk = Walk.at(site, Screen.PHONE).open().toCode().toAccount()) {
            walk.page().emulateMedia(new Page.EmulateMediaOptions().setColorScheme(ColorScheme.DARK));
            String scanned = scan(walk.page());

            assertThat(walk.link("Open in Linphone"))
                    .hasAttribute(
                            "href",
                            "sip-linphone:?linphone-fetch-config="
                                    + URLEncoder.encode(scanned, StandardCharsets.UTF_8));
        }
    }

    @Test
    @Tag("pictured")
    void a_code_that_has_run_out_says_so_and_a_new_one_takes_its_place() throws Exception {
        try (Walk walk = Walk.at(site, Screen.DESKTOP)) {
            walk.page().clock().install();
            walk.open().toCode().toAccount();
            String first = scan(walk.page());

            walk.page().clock().runFor(Duration.ofMinutes(10).plusSeconds(1).toMillis());

            assertThat(walk.page().getByText("This code has run out.")).isVisible();
            walk.visitor().picture("done-code-over").accessible();
            walk.button("Show a new one").click();
            assertThat(walk.link("Open in Linphone")).isVisible();
            assertThat(scan(walk.page())).matches(LINK).isNotEqualTo(first);
        }
    }

    @Test
    @Tag("pictured")
    void a_browser_that_opens_the_link_gets_a_page_and_uses_nothing_up() throws Exception {
        try (Walk walk = Walk.at(site, Screen.PHONE).open().toCode().toAccount()) {
            String scanned = scan(walk.page());

            walk.page().navigate(scanned);

            assertThat(walk.heading()).hasText("Set up your phone");
            walk.visitor().picture("link").pictureInTheDark("link").accessible();
            assertThat(scan(walk.page())).isEqualTo(scanned);
            assertThat(walk.page().content()).doesNotContain("/language?");
            assertThat(Linphonec.provision(scanned, Optional.empty()).accepted())
                    .isTrue();

            walk.visitor().expect("404");
            walk.page().navigate(scanned);

            assertThat(walk.heading()).hasText("This link no longer works");
            assertThat(walk.link("Get a new link")).hasAttribute("href", "/account");
            walk.visitor().picture("link-over").accessible();
        }
    }

    /** Reads the code as a camera would: from the pixels, again while it is being drawn. */
    private static String scan(Page page) throws Exception {
        long end = System.nanoTime() + Patience.LIMIT.toNanos();
        while (true) {
            try {
                return read(page.locator(".qr svg").screenshot());
            } catch (NotFoundException | ChecksumException | FormatException e) {
                if (System.nanoTime() > end) {
                    throw e;
                }
            }
        }
    }

    private static String read(byte[] screenshot) throws Exception {
        BufferedImage picture = ImageIO.read(new ByteArrayInputStream(screenshot));
        int[] pixels = picture.getRGB(0, 0, picture.getWidth(), picture.getHeight(), null, 0, picture.getWidth());
        LuminanceSource source = new RGBLuminanceSource(picture.getWidth(), picture.getHeight(), pixels);
        BinaryBitmap bitmap = new BinaryBitmap(new HybridBinarizer(source));
        try {
            return new QRCodeReader()
                    .decode(bitmap, Map.of(DecodeHintType.TRY_HARDER, true))
                    .getText();
        } catch (ReaderException e) {
            // Of one code in a hundred the search for its corners finds the wrong ones.
            return new QRCodeReader()
                    .decode(bitmap, Map.of(DecodeHintType.PURE_BARCODE, true))
                    .getText();
        }
    }
}
