package dev.firstring.softphone.qr;

import io.nayuki.qrcodegen.QrCode.Ecc;
import java.awt.image.BufferedImage;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.StringWriter;
import java.io.UncheckedIOException;
import javax.imageio.ImageIO;
import javax.imageio.stream.MemoryCacheImageOutputStream;
import javax.xml.stream.XMLOutputFactory;
import javax.xml.stream.XMLStreamException;
import javax.xml.stream.XMLStreamWriter;

/**
 * Draws a text as a QR code (ISO/IEC 18004), dark on white with its quiet zone, so that it is readable on a dark page
 * as well. Corrects up to 15 % of damage. Stateless.
 */
public final class QrCode {

    private static final int QUIET_ZONE = 4;
    private static final int LEAST_PIXELS = 360;

    /** A whole number, or modules of unequal size make some codes unreadable. */
    private static final int PIXELS_A_MODULE = 5;

    private static final int WHITE = 0xFFFFFF;

    private QrCode() {}

    /**
     * Returns an {@code svg} element, inline or standalone. It scales, has a whole number of pixels a module unless it is scaled, and needs neither style nor script.
     *
     * @param title the text alternative for screen readers
     * @throws IllegalArgumentException if the text is longer than a QR code can hold (2331 bytes)
     */
    public static String svg(String text, String title) {
        io.nayuki.qrcodegen.QrCode code = encode(text);
        String side = Integer.toString(code.size + 2 * QUIET_ZONE);
        StringWriter written = new StringWriter();
        try {
            XMLStreamWriter xml = XMLOutputFactory.newFactory().createXMLStreamWriter(written);
            xml.writeStartElement("svg");
            xml.writeDefaultNamespace("http://www.w3.org/2000/svg");
            xml.writeAttribute("viewBox", "0 0 " + side + " " + side);
            String pixels = Integer.toString((code.size + 2 * QUIET_ZONE) * PIXELS_A_MODULE);
            xml.writeAttribute("width", pixels);
            xml.writeAttribute("height", pixels);
            xml.writeAttribute("role", "img");
            xml.writeAttribute("shape-rendering", "crispEdges");
            xml.writeStartElement("title");
            xml.writeCharacters(title);
            xml.writeEndElement();
            xml.writeEmptyElement("rect");
            xml.writeAttribute("width", side);
            xml.writeAttribute("height", side);
            xml.writeAttribute("fill", "#fff");
            xml.writeEmptyElement("path");
            xml.writeAttribute("fill", "#000");
            xml.writeAttribute("d", path(code));
            xml.writeEndElement();
            xml.close();
        } catch (XMLStreamException e) {
            throw new IllegalStateException("XML could not be written to memory", e);
        }
        return written.toString();
    }

    /**
     * Returns a square PNG image of at least 360 pixels per side.
     *
     * @throws IllegalArgumentException if the text is longer than a QR code can hold (2331 bytes)
     */
    public static byte[] png(String text) {
        io.nayuki.qrcodegen.QrCode code = encode(text);
        int side = code.size + 2 * QUIET_ZONE;
        int scale = Math.ceilDiv(LEAST_PIXELS, side);
        BufferedImage image = new BufferedImage(side * scale, side * scale, BufferedImage.TYPE_BYTE_BINARY);
        for (int y = 0; y < side * scale; y++) {
            for (int x = 0; x < side * scale; x++) {
                if (!code.getModule(x / scale - QUIET_ZONE, y / scale - QUIET_ZONE)) {
                    image.setRGB(x, y, WHITE);
                }
            }
        }
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        // ImageIO's default stream caches in a temporary file, and the text may be a secret.
        try (MemoryCacheImageOutputStream stream = new MemoryCacheImageOutputStream(bytes)) {
            if (!ImageIO.write(image, "png", stream)) {
                throw new IllegalStateException("the Java runtime writes no PNG");
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return bytes.toByteArray();
    }

    private static io.nayuki.qrcodegen.QrCode encode(String text) {
        return io.nayuki.qrcodegen.QrCode.encodeText(text, Ecc.MEDIUM);
    }

    /** Draws one bar per horizontal run of dark modules. */
    private static String path(io.nayuki.qrcodegen.QrCode code) {
        StringBuilder path = new StringBuilder();
        for (int y = 0; y < code.size; y++) {
            for (int x = 0; x < code.size; x++) {
                int from = x;
                while (code.getModule(x, y)) {
                    x++;
                }
                if (x > from) {
                    path.append('M').append(from + QUIET_ZONE).append(' ').append(y + QUIET_ZONE);
                    path.append('h')
                            .append(x - from)
                            .append("v1H")
                            .append(from + QUIET_ZONE)
                            .append('z');
                }
            }
        }
        return path.toString();
    }
}
