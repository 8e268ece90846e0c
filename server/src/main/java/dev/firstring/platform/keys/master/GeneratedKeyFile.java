package dev.firstring.platform.keys.master;

import dev.firstring.platform.keys.UnusableKeys;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.security.SecureRandom;

/**
 * The generated master key of development mode: the file {@code master.key} in the data directory, readable by its
 * owner only, with a marker line that makes production refuse it. Thread-safe, also between processes.
 */
public final class GeneratedKeyFile {

    private static final String MARK = "# Made by Firstring for development; production refuses it.";

    private final Path file;
    private final SecureRandom random;

    public GeneratedKeyFile(Path dataDirectory, SecureRandom random) {
        this.file = dataDirectory.resolve("master.key");
        this.random = random;
    }

    /** Reads the key, and generates it first if the file is absent. */
    MasterKey readOrMake() {
        try {
            if (!Files.exists(file)) {
                make();
            }
            return MasterKey.parse(
                    withoutMark(Files.readString(file)), file.toAbsolutePath().toString());
        } catch (IOException e) {
            throw new UnusableKeys(
                    "The file of the master key, " + file.toAbsolutePath() + ", cannot be made or read ("
                            + e.getClass().getSimpleName() + "). Let this user write to the data directory"
                            + " (firstring.data), or set firstring.keys.master-key.",
                    e);
        }
    }

    static boolean isGenerated(String text) {
        return text.startsWith(MARK);
    }

    static String withoutMark(String text) {
        return isGenerated(text) ? text.substring(MARK.length()) : text;
    }

    /**
     * Writes the key to a temporary file and links it to its final name, which succeeds for only one of several
     * processes.
     */
    private void make() throws IOException {
        Files.createDirectories(file.toAbsolutePath().getParent());
        Path draft = Files.createTempFile(file.toAbsolutePath().getParent(), "master", ".new");
        try {
            write(draft, MARK + "\n" + MasterKey.generate(random) + "\n");
            Files.createLink(file.toAbsolutePath(), draft);
        } catch (FileAlreadyExistsException e) {
            // Another process has created the file; its key is used.
            return;
        } finally {
            Files.deleteIfExists(draft);
        }
    }

    private static void write(Path path, String text) throws IOException {
        try (FileChannel channel = FileChannel.open(path, StandardOpenOption.WRITE)) {
            ByteBuffer bytes = StandardCharsets.UTF_8.encode(text);
            while (bytes.hasRemaining()) {
                channel.write(bytes);
            }
            channel.force(true);
        }
    }
}
