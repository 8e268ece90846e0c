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
 * The master key that development makes for itself: a file {@code master.key} in the data directory, readable by its
 * owner only, with a first line that marks it so that production can refuse it. Thread-safe, also between processes.
 */
public final class GeneratedKeyFile {

    private static final String MARK = "# Made by Firstring for development; production refuses it.";

    private final Path file;
    private final SecureRandom random;

    public GeneratedKeyFile(Path dataDirectory, SecureRandom random) {
        this.file = dataDirectory.resolve("master.key");
        this.random = random;
    }

    /** The key in the file, which is made first if it is not there. */
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

    /** Writes the whole key aside and then gives it its name, which only one of several processes can do. */
    private void make() throws IOException {
        Files.createDirectories(file.toAbsolutePath().getParent());
        Path draft = Files.createTempFile(file.toAbsolutePath().getParent(), "master", ".new");
        try {
            write(draft, MARK + "\n" + MasterKey.generate(random) + "\n");
            Files.createLink(file.toAbsolutePath(), draft);
        } catch (FileAlreadyExistsException e) {
            // Another process was first: its key is the one that is read.
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
