package dev.firstring.platform.start;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.env.PropertiesPropertySourceLoader;
import org.springframework.boot.env.PropertySourceLoader;
import org.springframework.core.Ordered;
import org.springframework.core.annotation.Order;
import org.springframework.core.env.PropertySource;
import org.springframework.core.io.ByteArrayResource;
import org.springframework.core.io.Resource;

/**
 * Loads {@code .properties} files in UTF-8, with or without a byte order mark; in Latin-1, the encoding of older Java
 * versions, if the bytes are not valid UTF-8. Thread-safe.
 */
@Order(Ordered.HIGHEST_PRECEDENCE)
public final class PropertiesInUtf8 implements PropertySourceLoader {

    private static final byte[] MARK = {(byte) 0xEF, (byte) 0xBB, (byte) 0xBF};

    private final PropertiesPropertySourceLoader loader = new PropertiesPropertySourceLoader();

    @Override
    public String[] getFileExtensions() {
        return loader.getFileExtensions();
    }

    @Override
    public List<PropertySource<?>> load(String name, Resource resource) throws IOException {
        byte[] bytes = resource.getContentAsByteArray();
        boolean marked = bytes.length >= MARK.length && Arrays.equals(bytes, 0, MARK.length, MARK, 0, MARK.length);
        byte[] text = marked ? Arrays.copyOfRange(bytes, MARK.length, bytes.length) : bytes;
        return loader.load(name, new ReadResource(text, resource), charset(text));
    }

    private static Charset charset(byte[] text) {
        try {
            StandardCharsets.UTF_8.newDecoder().decode(ByteBuffer.wrap(text));
            return StandardCharsets.UTF_8;
        } catch (CharacterCodingException e) {
            return StandardCharsets.ISO_8859_1;
        }
    }

    /** The content, with the file name and description of the source for messages. */
    private static final class ReadResource extends ByteArrayResource {

        private final Resource source;

        ReadResource(byte[] text, Resource source) {
            super(text, source.getDescription());
            this.source = source;
        }

        @Override
        public @Nullable String getFilename() {
            return source.getFilename();
        }

        @Override
        public boolean equals(@Nullable Object other) {
            return other instanceof ReadResource that && source.equals(that.source) && super.equals(other);
        }

        @Override
        public int hashCode() {
            return Objects.hash(source, super.hashCode());
        }
    }
}
