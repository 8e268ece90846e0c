package dev.firstring.platform.database.embedded;

import dev.firstring.platform.Secret;
import dev.firstring.platform.configuration.StartFailure;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import org.springframework.util.FileSystemUtils;

/**
 * The database cluster, that is the files of the server. It is created atomically, and no login without a password ever
 * exists.
 */
final class Cluster {

    static final String SUPERUSER = "postgres";
    private static final String WHO_MAY_CONNECT = """
            # Written by Firstring at every start.
            host  all        postgres                                         127.0.0.1/32  scram-sha-256
            host  firstring  firstring_owner,firstring_service,firstring_sip  127.0.0.1/32  scram-sha-256
            """;

    private Cluster() {}

    /** Initializes the cluster if it does not exist, and writes {@code pg_hba.conf}. */
    static void prepare(DataDirectory data, PostgresPrograms programs, Secret superuser) throws IOException {
        if (!Files.isRegularFile(data.cluster().resolve("PG_VERSION"))) {
            initialise(data, programs, superuser);
        }
        refuseOtherVersion(data, programs);
        Files.writeString(data.cluster().resolve("pg_hba.conf"), WHO_MAY_CONNECT);
    }

    private static void initialise(DataDirectory data, PostgresPrograms programs, Secret superuser) throws IOException {
        Path draft = data.root().resolve("postgresql.new");
        FileSystemUtils.deleteRecursively(draft);
        Path password = data.root().resolve("initial-password");
        DataDirectory.writePrivately(password, superuser.reveal().getBytes(StandardCharsets.UTF_8));
        try {
            programs.run(
                    "initdb",
                    "--pgdata=" + draft,
                    "--username=" + SUPERUSER,
                    "--pwfile=" + password,
                    "--auth=scram-sha-256",
                    "--encoding=UTF8",
                    "--locale=C",
                    "--locale-provider=builtin",
                    "--builtin-locale=C.UTF-8");
            Files.move(draft, data.cluster(), StandardCopyOption.ATOMIC_MOVE);
        } finally {
            Files.deleteIfExists(password);
        }
    }

    private static void refuseOtherVersion(DataDirectory data, PostgresPrograms programs) throws IOException {
        String files = Files.readString(data.cluster().resolve("PG_VERSION")).strip();
        String printed = programs.run("postgres", "--version");
        String server = printed.substring(printed.lastIndexOf(' ') + 1);
        if (!server.startsWith(files + ".")) {
            throw new StartFailure(
                    "the data in " + data.cluster() + " is of PostgreSQL " + files + ", this Firstring brings " + server
                            + ": move it with pg_upgrade or pg_dump, see docs/operations.md");
        }
    }
}
