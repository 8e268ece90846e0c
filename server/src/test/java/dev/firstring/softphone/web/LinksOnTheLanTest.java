package dev.firstring.softphone.web;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.zxing.BinaryBitmap;
import com.google.zxing.DecodeHintType;
import com.google.zxing.RGBLuminanceSource;
import com.google.zxing.common.HybridBinarizer;
import com.google.zxing.qrcode.QRCodeReader;
import dev.firstring.sip.SipProxy;
import dev.firstring.sip.settings.PhoneSide;
import dev.firstring.testing.Lan;
import dev.firstring.testing.Person;
import dev.firstring.testing.RunningService;
import dev.firstring.testing.RunningService.Reply;
import dev.firstring.testing.TestDatabase;
import java.awt.image.BufferedImage;
import java.net.URI;
import java.util.Map;
import javax.imageio.ImageIO;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** A phone of the same network is sent to this machine, not to itself. */
@Tag("slow")
class LinksOnTheLanTest {

    @Test
    void links_codes_to_scan_and_documents_lead_to_the_address_in_the_network() throws Exception {
        String address = Lan.ownAddress();
        try (TestDatabase database = TestDatabase.create();
                RunningService service = RunningService.over(database)
                        .set("firstring.lan", true)
                        .set("server.address", address)
                        .set("firstring.sip-server.embedded.port", 0)
                        .start()) {
            Reply made = Person.expect(Owner.at(service).ask(""));

            String url = made.data("url");
            assertThat(url).startsWith("http://" + address + ":" + service.port() + "/provisioning/");
            assertThat(made.json().at("/data/appLinks/linphone").asString()).contains(address);
            assertThat(scanned(made.data("qrPngUrl"))).isEqualTo(url);
            String registrar = service.bean(PhoneSide.class)
                    .proxy()
                    .map(SipProxy::toString)
                    .orElseThrow();
            assertThat(registrar).startsWith(address + ":");
            assertThat(service.get(Owner.path(url), Owner.PHONE).body()).contains("sip:" + registrar);
        }
    }

    private static String scanned(String picture) throws Exception {
        BufferedImage image = ImageIO.read(URI.create(picture).toURL());
        int[] pixels = image.getRGB(0, 0, image.getWidth(), image.getHeight(), null, 0, image.getWidth());
        return new QRCodeReader()
                .decode(
                        new BinaryBitmap(new HybridBinarizer(
                                new RGBLuminanceSource(image.getWidth(), image.getHeight(), pixels))),
                        Map.of(DecodeHintType.PURE_BARCODE, true))
                .getText();
    }
}
