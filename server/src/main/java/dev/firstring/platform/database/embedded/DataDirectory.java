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

/** The layout of a node's data directory. Nothing in it is readable by other users of the machine. */
record DataDirectory(Path root) {

    private static final Set<PosixFilePermission> OWN_FILE =
            EnumSet.of(PosixFilePermission.OWNER_READ, PosixFilePermission.OWNER_WRITE);

    /** Creates the directory, accessible to its owner only, if it does not exist. */
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

    /** Writes a file atomically, readable by its owner only; the content is synced to disk before the rename. */
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
