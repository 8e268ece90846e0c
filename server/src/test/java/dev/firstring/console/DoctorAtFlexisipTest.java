package dev.firstring.console;

import static org.assertj.core.api.Assertions.assertThat;

import dev.firstring.peers.Program;
import dev.firstring.peers.Redis;
import dev.firstring.peers.Scratch;
import dev.firstring.platform.keys.master.MasterKey;
import dev.firstring.sipserver.adapter.flexisip.cli.CliStub;
import dev.firstring.testing.TestDatabase;
import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.SecureRandom;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;

/** What the doctor says of the command sockets of a Flexisip, and what to do about each. */
@Tag("peer")
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class DoctorAtFlexisipTest {

    private static final String DENIED = "problem  SIP servers (denied): answers, but permission denied on ";

    private final String masterKey = MasterKey.generate(new SecureRandom());
    private Scratch scratch;
    private TestDatabase database;
    private Redis redis;

    @BeforeAll
    void start() {
        scratch = Scratch.create("doctor");
        database = TestDatabase.create();
        redis = Redis.start();
    }

    @AfterAll
    void stop() {
        redis.close();
        database.close();
        scratch.close();
    }

    @Test
    void sockets_that_nobody_listens_on_that_are_missing_that_hang_or_have_another_query_are_problems() {
        CliStub crashed = CliStub.flexisip(scratch, "crashed-1");
        crashed.close();
        try (CliStub good = CliStub.flexisip(scratch, "good-1");
                CliStub old = CliStub.answering(scratch, "old-1", DoctorAtFlexisipTest::withoutLoginName);
                CliStub hung = CliStub.silent(scratch, "hung-1")) {
            String directory = scratch.directory().toString();

            Shell shell = Shell.run(
                    "doctor",
                    "--config",
                    settings(
                            Map.entry("good", good.path().toString()),
                            Map.entry("stale", crashed.path().toString()),
                            Map.entry("stale-star", directory + "/crashed-*"),
                            Map.entry("missing", directory + "/missing-1"),
                            Map.entry("missing-star", directory + "/missing-*"),
                            Map.entry("hung", hung.path().toString()),
                            Map.entry("old", old.path().toString())));

            assertThat(shell.exitCode()).isEqualTo(1);
            assertThat(shell.out().lines())
                    .anyMatch(line -> line.startsWith("ok       SIP servers (good): answers"))
                    .anyMatch(nobodyAt("stale", crashed.path().toString()))
                    .anyMatch(nobodyAt("stale-star", directory + "/crashed-*"))
                    .anyMatch(nobodyAt("missing", directory + "/missing-1"))
                    .anyMatch(nobodyAt("missing-star", directory + "/missing-*"))
                    .anyMatch(line -> line.startsWith(
                            "problem  SIP servers (hung): answers, but the Flexisip at " + hung.path() + " hangs"))
                    .anyMatch(line ->
                            line.startsWith("problem  SIP servers (old): answers, but ") && line.contains(":authid"));
            assertThat(shell.out()).doesNotContain("\tat ");
        }
    }

    /**
     * The doctor as a process that may not open the socket: a superuser keeps its right to do so anywhere unless the process
     * gives its capabilities away, and then the socket is somebody else's.
     */
    @Test
    void a_socket_that_the_user_may_not_open_is_a_problem_with_what_to_do() throws IOException {
        Path closed = Files.createDirectory(scratch.directory().resolve("closed"));
        try (CliStub process = CliStub.flexisip(scratch, "denied-1")) {
            deny(process.path());
            deny(closed);

            try (Program doctor = Program.start(
                    scratch.directory(),
                    Map.of(),
                    command(settings(
                            Map.entry("denied", process.path().toString()),
                            Map.entry("denied-star", closed + "/flexisip-*"),
                            Map.entry("missing", scratch.directory() + "/missing-1"))))) {
                int exitCode = doctor.exitCode(Duration.ofMinutes(3));

                assertThat(doctor.output().lines())
                        .as(doctor.output())
                        .anyMatch(line -> line.startsWith(DENIED + process.path()) && line.contains("UMask=0007"))
                        .anyMatch(line -> line.startsWith("problem  SIP servers (denied-star): answers, but permission"
                                        + " denied on " + closed)
                                && line.contains("group"))
                        .anyMatch(nobodyAt("missing", scratch.directory() + "/missing-1"));
                assertThat(exitCode).isEqualTo(1);
                assertThat(process.commands()).isEmpty();
            } finally {
                Files.setPosixFilePermissions(closed, PosixFilePermissions.fromString("rwx------"));
            }
        }
    }

    private static Predicate<String> nobodyAt(String server, String socket) {
        return line -> line.startsWith(
                        "problem  SIP servers (" + server + "): answers, but no Flexisip listens on " + socket + ":")
                && line.contains("cli-sockets");
    }

    private static void deny(Path path) throws IOException {
        if (isSuperuser()) {
            Files.setOwner(
                    path, path.getFileSystem().getUserPrincipalLookupService().lookupPrincipalByName("nobody"));
        }
        Files.setPosixFilePermissions(path, PosixFilePermissions.fromString("---------"));
    }

    private static List<String> command(String settings) {
        List<String> command = new ArrayList<>();
        if (isSuperuser()) {
            command.addAll(List.of("setpriv", "--bounding-set=-all", "--inh-caps=-all"));
        }
        command.addAll(List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-XX:TieredStopAtLevel=1",
                "-cp",
                classPath(),
                "dev.firstring.Firstring",
                "doctor",
                "--config",
                settings));
        return command;
    }

    private static String classPath() {
        return Arrays.stream(System.getProperty("java.class.path").split(File.pathSeparator))
                .map(entry -> Path.of(entry).toAbsolutePath().toString())
                .collect(Collectors.joining(File.pathSeparator));
    }

    private static boolean isSuperuser() {
        return "root".equals(System.getProperty("user.name"));
    }

    private static String withoutLoginName(String command) {
        String[] words = command.split(" ", -1);
        return words[0].equals("CONFIG_GET")
                ? CliStub.configuration(words[1]).replace(" and username = :authid", "")
                : "Nothing to do - Cache entry does not exist";
    }

    @SafeVarargs
    private String settings(Map.Entry<String, String>... sockets) {
        StringBuilder text = new StringBuilder("""
                firstring.data=%s
                firstring.keys.master-key=%s
                firstring.database.url=%s
                firstring.database.username=%s
                firstring.database.password=%s
                firstring.database.owner-username=%s
                firstring.database.owner-password=%s
                server.port=0
                """.formatted(
                        scratch.directory(),
                        masterKey,
                        database.url(),
                        TestDatabase.SERVICE,
                        TestDatabase.PASSWORD,
                        TestDatabase.OWNER,
                        TestDatabase.PASSWORD));
        for (int i = 0; i < sockets.length; i++) {
            text.append("""
                    firstring.sip-server.flexisip.servers[%1$d].id=%2$s
                    firstring.sip-server.flexisip.servers[%1$d].redis[0]=%3$s
                    firstring.sip-server.flexisip.servers[%1$d].cli-sockets[0]=%4$s
                    """.formatted(i, sockets[i].getKey(), redis.uri(), sockets[i].getValue()));
        }
        scratch.write("doctor.properties", text.toString());
        return scratch.directory().resolve("doctor.properties").toString();
    }
}
