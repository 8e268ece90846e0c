package dev.firstring.platform.database.embedded;

import dev.firstring.platform.configuration.StartFailure;
import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.net.JarURLConnection;
import java.net.URL;
import java.net.URLConnection;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Locale;
import java.util.regex.Pattern;
import org.apache.commons.compress.archivers.tar.TarArchiveEntry;
import org.apache.commons.compress.archivers.tar.TarArchiveInputStream;
import org.springframework.util.FileSystemUtils;
import org.tukaani.xz.XZInputStream;

/**
 * The PostgreSQL programs for this machine, unpacked once into a directory that several services can share. They
 * include OpenSSL 1.1.1, which is no longer supported, so extensions that pass client input to it are excluded
 * (docs/decisions/0031).
 */
final class PostgresBinaries {

    private static final Pattern LEFT_OUT = Pattern.compile(
            ".*/(pgcrypto|sslinfo|dblink|postgres_fdw|pgxml|uuid-ossp)\\.so|.*/(pgcrypto|sslinfo|dblink|postgres_fdw|xml2|uuid-ossp)\\.control");

    /** Part of the directory's name; must change whenever the excluded files change. */
    private static final String SELECTION = "-lean";

    private PostgresBinaries() {}

    /**
     * Unpacks the programs below the directory unless they exist, and returns the path of their {@code bin} directory.
     */
    static Path unpack(Path directory) throws IOException {
        String name = "postgres-" + system() + "-" + machine() + ".txz";
        URL archive = PostgresBinaries.class.getClassLoader().getResource(name);
        if (archive == null) {
            throw new StartFailure("there is no embedded PostgreSQL for this machine (" + name
                    + "): set firstring.database.url to a PostgreSQL server of your own");
        }
        URLConnection connection = archive.openConnection();
        Path home = directory.resolve("postgresql-" + identity(connection) + SELECTION);
        if (!Files.isDirectory(home)) {
            unpack(connection, home);
        }
        return home.resolve("bin");
    }

    private static void unpack(URLConnection archive, Path home) throws IOException {
        Files.createDirectories(home.getParent());
        Path draft = Files.createTempDirectory(home.getParent(), "unpacking-", DataDirectory.ownDirectory());
        try (InputStream in = new BufferedInputStream(archive.getInputStream());
                TarArchiveInputStream tar = new TarArchiveInputStream(new XZInputStream(in))) {
            for (TarArchiveEntry entry = tar.getNextEntry(); entry != null; entry = tar.getNextEntry()) {
                place(entry, tar, draft);
            }
            Files.move(draft, home, StandardCopyOption.ATOMIC_MOVE);
        } catch (IOException e) {
            FileSystemUtils.deleteRecursively(draft);
            boolean anotherServiceWasFaster = Files.isDirectory(home);
            if (!anotherServiceWasFaster) {
                throw e;
            }
        }
    }

    private static void place(TarArchiveEntry entry, TarArchiveInputStream tar, Path root) throws IOException {
        Path target = root.resolve(entry.getName()).normalize();
        if (!target.startsWith(root)) {
            throw new IOException("the archive points outside itself: " + entry.getName());
        }
        if (LEFT_OUT.matcher(entry.getName()).matches()) {
            return;
        }
        if (entry.isDirectory()) {
            Files.createDirectories(target);
            return;
        }
        Files.createDirectories(target.getParent());
        if (entry.isSymbolicLink()) {
            Files.createSymbolicLink(target, Path.of(entry.getLinkName()));
        } else if (entry.isLink()) {
            Files.createLink(target, root.resolve(entry.getLinkName()).normalize());
        } else {
            Files.copy(tar, target);
            if (entry.getName().contains("bin/")) {
                Files.setPosixFilePermissions(target, PosixFilePermissions.fromString("rwxr-xr-x"));
            }
        }
    }

    /** Identifies a build of the programs without reading the archive. */
    private static String identity(URLConnection archive) throws IOException {
        if (archive instanceof JarURLConnection jar && jar.getJarEntry() != null) {
            return Long.toHexString(jar.getJarEntry().getCrc());
        }
        return Long.toHexString(archive.getContentLengthLong());
    }

    private static String system() {
        String name = System.getProperty("os.name", "").toLowerCase(Locale.ROOT);
        return name.startsWith("mac") ? "darwin" : name;
    }

    private static String machine() {
        String name = System.getProperty("os.arch", "");
        return switch (name) {
            case "amd64" -> "x86_64";
            case "aarch64" -> "arm_64";
            default -> name;
        };
    }
}
