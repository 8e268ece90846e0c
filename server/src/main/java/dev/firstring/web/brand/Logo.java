package dev.firstring.web.brand;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Locale;
import java.util.Optional;
import org.springframework.stereotype.Component;

/** The operator's logo, read once at startup. Immutable. */
@Component
public final class Logo {

    private static final int LARGEST = 256 * 1024;
    private static final String OWN = "img/mark.svg";

    private final String name;
    private final byte[] bytes;

    /**
     * Reads the logo.
     *
     * @throws IllegalArgumentException if the file is invalid; the message says what to do
     */
    Logo(BrandSettings settings) {
        Path file = settings.logo();
        this.name = file == null ? OWN : "brand/logo" + ending(file);
        this.bytes = file == null ? new byte[0] : read(file);
    }

    /** Its name among the assets. */
    public String name() {
        return name;
    }

    /** Its content; empty for Firstring's own logo, which is among the assets anyway. */
    public Optional<byte[]> file() {
        return bytes.length == 0 ? Optional.empty() : Optional.of(bytes.clone());
    }

    private static String ending(Path file) {
        String name = file.toString().toLowerCase(Locale.ROOT);
        if (name.endsWith(".svg") || name.endsWith(".png")) {
            return name.substring(name.length() - 4);
        }
        throw new IllegalArgumentException("firstring.web.brand.logo must name a file that ends in .svg or .png");
    }

    private static byte[] read(Path file) {
        try {
            byte[] read = Files.readAllBytes(file);
            if (read.length == 0 || read.length > LARGEST) {
                throw new IllegalArgumentException("firstring.web.brand.logo must have 1 byte to 256 KiB: " + file);
            }
            return read;
        } catch (IOException e) {
            throw new IllegalArgumentException("firstring.web.brand.logo cannot be read: " + file, e);
        }
    }
}
