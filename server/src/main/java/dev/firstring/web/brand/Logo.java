package dev.firstring.web.brand;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Locale;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** A picture of the operator's, read once at startup, or one of Firstring's own. Immutable. */
public final class Logo {

    private static final int LARGEST = 256 * 1024;

    private final String name;
    private final byte[] bytes;

    private Logo(String name, byte[] bytes) {
        this.name = name;
        this.bytes = bytes;
    }

    /**
     * Reads the file.
     *
     * @param own the asset to use without a file
     * @param name the name of the file among the assets, without its ending
     * @throws IllegalArgumentException if the file is invalid; the message names the setting and says what to do
     */
    static Logo of(@Nullable Path file, String setting, String own, String name) {
        return file == null ? new Logo(own, new byte[0]) : new Logo(name + ending(file, setting), read(file, setting));
    }

    /** Its name among the assets. */
    public String name() {
        return name;
    }

    /** Its content; empty for one of Firstring's own, which is among the assets anyway. */
    public Optional<byte[]> file() {
        return bytes.length == 0 ? Optional.empty() : Optional.of(bytes.clone());
    }

    private static String ending(Path file, String setting) {
        String name = file.toString().toLowerCase(Locale.ROOT);
        if (name.endsWith(".svg") || name.endsWith(".png")) {
            return name.substring(name.length() - 4);
        }
        throw new IllegalArgumentException(setting + " must name a file that ends in .svg or .png");
    }

    private static byte[] read(Path file, String setting) {
        try {
            byte[] read = Files.readAllBytes(file);
            if (read.length == 0 || read.length > LARGEST) {
                throw new IllegalArgumentException(setting + " must have 1 byte to 256 KiB: " + file);
            }
            return read;
        } catch (IOException e) {
            throw new IllegalArgumentException(setting + " cannot be read: " + file, e);
        }
    }
}
