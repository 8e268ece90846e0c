package dev.firstring.softphone.qr;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.google.zxing.BinaryBitmap;
import com.google.zxing.DecodeHintType;
import com.google.zxing.LuminanceSource;
import com.google.zxing.RGBLuminanceSource;
import com.google.zxing.common.HybridBinarizer;
import com.google.zxing.qrcode.QRCodeReader;
import java.awt.image.BufferedImage;
import java.io.ByteArrayInputStream;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Map;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import javax.imageio.ImageIO;
import javax.xml.parsers.DocumentBuilderFactory;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Tag;
import net.jqwik.api.constraints.AlphaChars;
import net.jqwik.api.constraints.NumericChars;
import net.jqwik.api.constraints.StringLength;
import org.junit.jupiter.api.Test;
import org.w3c.dom.Element;

class QrCodeTest {

    private static final String URL = "https://call.example.org/provisioning/Wq3-x_9TgkPz0aBcDeFgHiJkLmNoPqRs";
    private static final int SCALE = 6;
    private static final Pattern BAR = Pattern.compile("M(\\d+) (\\d+)h(\\d+)v1H\\1z");

    @Property(tries = 200)
    @Tag("slow")
    void both_pictures_say_the_text_and_nothing_else(
            @ForAll @AlphaChars @NumericChars @StringLength(min = 1, max = 120) String rest) throws Exception {
        String text = "https://call.example.org/" + rest;

        assertThat(decode(ImageIO.read(new ByteArrayInputStream(QrCode.png(text)))))
                .isEqualTo(text);
        assertThat(decode(draw(QrCode.svg(text, "t")))).isEqualTo(text);
    }

    @Test
    void the_svg_is_one_path_on_white_with_a_title_and_neither_style_nor_script() throws Exception {
        String svg = QrCode.svg(URL, "Scan & <go>");

        Element root = parse(svg);
        assertThat(root.getAttribute("role")).isEqualTo("img");
        assertThat(root.getElementsByTagName("title").item(0).getTextContent()).isEqualTo("Scan & <go>");
        assertThat(root.getElementsByTagName("path").getLength()).isEqualTo(1);
        assertThat(((Element) root.getElementsByTagName("rect").item(0)).getAttribute("fill"))
                .isEqualTo("#fff");
        assertThat(svg).doesNotContain("style", "script", "<?xml", URL);
    }

    @Test
    void both_leave_a_quiet_zone_of_four_modules() throws Exception {
        BufferedImage svg = draw(QrCode.svg(URL, "t"));
        BufferedImage png = ImageIO.read(new ByteArrayInputStream(QrCode.png(URL)));

        assertThat(margin(svg)).isEqualTo(4 * SCALE);
        int modules = svg.getWidth() / SCALE;
        assertThat(png.getWidth()).isGreaterThanOrEqualTo(360).isEqualTo(png.getHeight());
        assertThat(margin(png)).isEqualTo(4 * (png.getWidth() / modules));
    }

    @Test
    void a_text_that_fits_no_code_is_refused() {
        assertThat(QrCode.png("x".repeat(2331))).isNotEmpty();
        assertThatThrownBy(() -> QrCode.png("x".repeat(2332))).isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> QrCode.svg("x".repeat(2332), "t")).isInstanceOf(IllegalArgumentException.class);
    }

    /** Draws the only things that our SVG is made of. */
    private static BufferedImage draw(String svg) throws Exception {
        Element root = parse(svg);
        String[] box = root.getAttribute("viewBox").split(" ");
        int side = Integer.parseInt(box[2]);
        BufferedImage image = new BufferedImage(side * SCALE, side * SCALE, BufferedImage.TYPE_INT_RGB);
        fill(image, 0, 0, side, side, 0xFFFFFF);
        String path = ((Element) root.getElementsByTagName("path").item(0)).getAttribute("d");
        assertThat(BAR.matcher(path).replaceAll("")).isEmpty();
        for (MatchResult bar : BAR.matcher(path).results().toList()) {
            fill(
                    image,
                    Integer.parseInt(bar.group(1)),
                    Integer.parseInt(bar.group(2)),
                    Integer.parseInt(bar.group(3)),
                    1,
                    0);
        }
        return image;
    }

    private static void fill(BufferedImage image, int x, int y, int width, int height, int colour) {
        int[] pixels = new int[width * SCALE * height * SCALE];
        Arrays.fill(pixels, colour);
        image.setRGB(x * SCALE, y * SCALE, width * SCALE, height * SCALE, pixels, 0, width * SCALE);
    }

    private static int margin(BufferedImage image) {
        for (int at = 0; at < image.getWidth(); at++) {
            if ((image.getRGB(at, at) & 0xFFFFFF) == 0) {
                return at;
            }
        }
        throw new AssertionError("nothing is drawn");
    }

    private static Element parse(String svg) throws Exception {
        return DocumentBuilderFactory.newInstance()
                .newDocumentBuilder()
                .parse(new ByteArrayInputStream(svg.getBytes(StandardCharsets.UTF_8)))
                .getDocumentElement();
    }

    private static String decode(BufferedImage image) throws Exception {
        int[] pixels = image.getRGB(0, 0, image.getWidth(), image.getHeight(), null, 0, image.getWidth());
        LuminanceSource source = new RGBLuminanceSource(image.getWidth(), image.getHeight(), pixels);
        return new QRCodeReader()
                // The picture is a drawing, not a photograph: the search for a code in a photograph errs now and then.
                .decode(new BinaryBitmap(new HybridBinarizer(source)), Map.of(DecodeHintType.PURE_BARCODE, true))
                .getText();
    }
}
