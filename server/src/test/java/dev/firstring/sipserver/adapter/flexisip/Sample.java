package dev.firstring.sipserver.adapter.flexisip;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.List;

/** A contact as a running Flexisip wrote it into Redis, byte for byte: the field, and its value. */
public record Sample(String field, String value) {

    /** Reads a file of {@code sipserver/flexisip}. */
    public static Sample of(String name) {
        try (InputStream file = Sample.class.getResourceAsStream("/sipserver/flexisip/" + name + ".txt")) {
            if (file == null) {
                throw new IllegalArgumentException("no sample " + name);
            }
            List<String> lines = new String(file.readAllBytes(), StandardCharsets.ISO_8859_1)
                    .lines()
                    .toList();
            return new Sample(lines.getFirst(), lines.getLast());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
