package dev.firstring.platform.database.embedded;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.FileAttribute;
import java.nio.file.attribute.PosixFilePermission;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.EnumSet;
import java.util.Set;

/** The places in a node's data directory. Nothing in it is readable by other users of the machine. */
record DataDirectory(Path root) {

    private static final Set<PosixFilePermission> OWN_FILE =
            EnumSet.of(PosixFilePermission.OWNER_READ, PosixFilePermission.OWNER_WRITE);

    /** Makes the directory if it is not there, for its owner alone. */
    static DataDirectory at(Path root) throws IOException {
        if (!Files.isDirectory(root)) {
            Files.createDirectories(root, ownDirectory());
        }
        return new DataDirectory(root.toRealPath());
    }

    Path cluster() {
        return root.resolve("postgresql");
    }

    Path binaries() {
        return root.resolve("binaries");
    }

    Path logins() {
        return root.resolve("database.properties");
    }

    Path lock() {
        return root.resolve("firstring.lock");
    }

    Path runtime() {
        return root.resolve("runtime.json");
    }

    /** Writes a file that only its owner may read, whole or not at all, safe against a crash of the machine. */
    static void writePrivately(Path file, byte[] content) throws IOException {
        Path draft = file.resolveSibling(file.getFileName() + ".new");
        Files.deleteIfExists(draft);
        Files.createFile(draft, PosixFilePermissions.asFileAttribute(OWN_FILE));
        Files.write(draft, content, StandardOpenOption.WRITE, StandardOpenOption.SYNC);
        Files.move(draft, file, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
    }

    static FileAttribute<?> ownDirectory() {
        return PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rwx------"));
    }
}
