package dev.firstring.console.doctor;

import dev.firstring.console.doctor.Finding.Fine;
import dev.firstring.console.doctor.Finding.Wrong;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/** Checks that the data directory is writable and has free space. */
public final class DataDirectoryCheck implements Check {

    private static final long MEBIBYTE = 1L << 20;
    private static final long LEAST_FREE = 512 * MEBIBYTE;

    private final Path data;

    public DataDirectoryCheck(Path data) {
        this.data = data;
    }

    @Override
    public String subject() {
        return "data directory";
    }

    @Override
    public List<Finding> look() {
        Path existing = data;
        while (!Files.exists(existing) && existing.getParent() != null) {
            existing = existing.getParent();
        }
        if (!Files.isDirectory(existing) || !Files.isWritable(existing)) {
            return List.of(new Wrong(
                    subject(),
                    data + " cannot be written by this user",
                    "Let the user that runs Firstring write to " + existing + ", or choose another with --data."));
        }
        long free = free(existing);
        if (free < LEAST_FREE) {
            return List.of(new Wrong(
                    subject(), data + " has " + free / MEBIBYTE + " MiB left", "Free at least 512 MiB on its disk."));
        }
        return List.of(new Fine(subject(), data + ", " + free / MEBIBYTE + " MiB free"));
    }

    private static long free(Path directory) {
        try {
            return Files.getFileStore(directory).getUsableSpace();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
