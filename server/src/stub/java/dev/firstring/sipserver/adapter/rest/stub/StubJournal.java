package dev.firstring.sipserver.adapter.rest.stub;

import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.json.JsonMapper;

/**
 * Keeps accounts in a file, a line a change, written before the change is answered: they outlive {@code kill -9} of the
 * stub, though not of the machine. Not thread-safe: {@link StubAccounts} takes care of that.
 */
final class StubJournal {

    private static final JsonMapper JSON = JsonMapper.shared();

    private final OutputStream out;

    private StubJournal(OutputStream out) {
        this.out = out;
    }

    /** The account as it is now, or without one the name of an account that is gone. */
    record Entry(@Nullable StubAccount account, @Nullable String removed) {}

    /**
     * Opens the file; what it holds is handed on first, in the order in which it was written. The last line may have been
     * cut short by a kill: its change was not answered.
     */
    static StubJournal open(Path file, Consumer<Entry> reader) {
        try {
            int good = Files.exists(file) ? read(file, reader) : 0;
            try (var channel = Files.newByteChannel(file, StandardOpenOption.CREATE, StandardOpenOption.WRITE)) {
                channel.truncate(good);
            }
            return new StubJournal(Files.newOutputStream(file, StandardOpenOption.APPEND));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    void write(Entry entry) {
        try {
            out.write((JSON.writeValueAsString(entry) + "\n").getBytes(StandardCharsets.UTF_8));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Returns how many bytes are whole lines. */
    private static int read(Path file, Consumer<Entry> reader) throws IOException {
        byte[] bytes = Files.readAllBytes(file);
        int good = 0;
        for (int at = 0; at < bytes.length; at++) {
            if (bytes[at] == '\n') {
                reader.accept(JSON.readValue(bytes, good, at - good, Entry.class));
                good = at + 1;
            }
        }
        return good;
    }
}
