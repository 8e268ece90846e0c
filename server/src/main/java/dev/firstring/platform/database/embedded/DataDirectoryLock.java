package dev.firstring.platform.database.embedded;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.EnumSet;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/** An exclusive lock on a data directory. The operating system releases it when the process ends, however it ends. */
final class DataDirectoryLock implements AutoCloseable {

    /** Locks of this process. Opening and closing such a file again would release the lock (POSIX record locks). */
    private static final Set<Path> HELD_HERE = ConcurrentHashMap.newKeySet();

    private final Path file;
    private final FileLock lock;

    private DataDirectoryLock(Path file, FileLock lock) {
        this.file = file;
        this.lock = lock;
    }

    /** Locks the directory; empty if a process, including this one, already holds the lock. */
    static Optional<DataDirectoryLock> take(DataDirectory data) throws IOException {
        Path file = data.lock();
        if (!HELD_HERE.add(file)) {
            return Optional.empty();
        }
        boolean taken = false;
        FileChannel channel = FileChannel.open(
                file,
                EnumSet.of(StandardOpenOption.CREATE, StandardOpenOption.READ, StandardOpenOption.WRITE),
                PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------")));
        try {
            FileLock lock = channel.tryLock();
            if (lock == null) {
                return Optional.empty();
            }
            byte[] pid = Long.toString(ProcessHandle.current().pid()).getBytes(StandardCharsets.US_ASCII);
            channel.truncate(0).write(ByteBuffer.wrap(pid));
            taken = true;
            return Optional.of(new DataDirectoryLock(file, lock));
        } finally {
            if (!taken) {
                HELD_HERE.remove(file);
                channel.close();
            }
        }
    }

    /** The id of the process that holds the lock; empty if it has not written it yet. */
    static String holder(DataDirectory data) throws IOException {
        if (HELD_HERE.contains(data.lock())) {
            return Long.toString(ProcessHandle.current().pid());
        }
        return Files.readString(data.lock(), StandardCharsets.US_ASCII).strip();
    }

    @Override
    public void close() throws IOException {
        try {
            lock.acquiredBy().close();
        } finally {
            HELD_HERE.remove(file);
        }
    }
}
