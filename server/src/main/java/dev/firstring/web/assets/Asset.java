package dev.firstring.web.assets;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.zip.Deflater;
import java.util.zip.GZIPOutputStream;

/**
 * A file that pages refer to, held in memory and compressed once. Immutable.
 *
 * @param type its media type
 */
record Asset(String type, byte[] bytes, byte[] compressed) {

    static Asset of(String name, byte[] bytes) {
        return new Asset(type(name), bytes, compress(bytes));
    }

    /** Whether the compressed form is smaller. */
    boolean shrinks() {
        return compressed.length < bytes.length;
    }

    private static String type(String name) {
        return switch (name.substring(name.lastIndexOf('.') + 1)) {
            case "css" -> "text/css;charset=utf-8";
            case "js" -> "text/javascript;charset=utf-8";
            case "json" -> "application/json";
            case "svg" -> "image/svg+xml";
            case "png" -> "image/png";
            default -> throw new IllegalArgumentException("no media type is known for " + name);
        };
    }

    private static byte[] compress(byte[] bytes) {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        try (GZIPOutputStream gzip = new Best(out)) {
            gzip.write(bytes);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return out.toByteArray();
    }

    private static final class Best extends GZIPOutputStream {

        Best(ByteArrayOutputStream out) throws IOException {
            super(out);
            def.setLevel(Deflater.BEST_COMPRESSION);
        }
    }

    @Override
    public String toString() {
        return "Asset[" + type + ", " + bytes.length + " bytes]";
    }
}
