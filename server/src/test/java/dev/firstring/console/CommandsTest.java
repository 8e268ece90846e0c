package dev.firstring.console;

import static org.assertj.core.api.Assertions.assertThat;

import dev.firstring.platform.keys.SecretBox;
import dev.firstring.platform.keys.keyset.KeyVault;
import dev.firstring.platform.keys.master.MasterKey;
import dev.firstring.platform.keys.ring.KeyRing;
import dev.firstring.sipserver.adapter.rest.stub.RestStub;
import dev.firstring.testing.Patience;
import dev.firstring.testing.Person;
import dev.firstring.testing.RunningService;
import dev.firstring.testing.SettableClock;
import dev.firstring.testing.TestDatabase;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.security.SecureRandom;
import java.time.Clock;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.transaction.support.TransactionOperations;

@Tag("slow")
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class CommandsTest {

    private final SecureRandom random = new SecureRandom();
    private final String masterKey = MasterKey.generate(random);

    @TempDir
    Path directory;

    private TestDatabase database;
    private JdbcTemplate jdbc;

    @BeforeAll
    void start() {
        database = TestDatabase.create();
        jdbc = new JdbcTemplate(database.service());
    }

    @AfterAll
    void stop() {
        database.close();
    }

    @Test
    void the_doctor_finds_a_good_installation_good() throws IOException {
        Shell shell = Shell.run("doctor", "--config", settings(masterKey, database.url(), TestDatabase.SERVICE));

        assertThat(shell.err()).isEmpty();
        assertThat(shell.out().lines())
                // The server of the tests runs with fsync off, and that is found.
                .filteredOn(line -> !line.contains("senders") && !line.contains("fsync off"))
                .hasSizeGreaterThanOrEqualTo(9)
                .allMatch(line -> line.startsWith("ok  "));
        assertThat(shell.out())
                .contains("Java: 25", "problem  database: " + database.url() + " runs with fsync off")
                .contains("schema: no migration is missing", "sees the views and nothing else", "clocks: ");
        assertThat(shell.exitCode()).isEqualTo(1);
    }

    @Test
    void the_doctor_finds_a_wrong_master_key_and_goes_on() throws IOException {
        node();

        Shell shell = Shell.run(
                "doctor", "--config", settings(MasterKey.generate(random), database.url(), TestDatabase.SERVICE));

        assertThat(shell.exitCode()).isEqualTo(1);
        assertThat(shell.out())
                .contains("problem  master key: The master key does not open")
                .contains("senders");
    }

    @Test
    void the_doctor_tells_every_mistake_in_the_settings() throws IOException {
        Path file = Files.writeString(
                directory.resolve("mistakes.properties"),
                "firstring.keys.refresh=0s\nfirstring.keys.masterr-key=x\nfirstring.database.pool-size=0\n");

        Shell shell = Shell.run("doctor", "--config", file.toString());

        assertThat(shell.exitCode()).isEqualTo(1);
        assertThat(shell.out().lines())
                .filteredOn(line -> line.startsWith("problem  settings: "))
                .hasSize(3);
        assertThat(shell.out())
                .contains("firstring.keys.refresh", "masterr-key", "pool-size")
                .doesNotContain("\tat ");
    }

    @Test
    void the_doctor_finds_production_without_a_master_key() throws IOException {
        Path file = Files.writeString(directory.resolve("production.properties"), "firstring.mode=production\n");

        Shell shell = Shell.run("doctor", "--config", file.toString());

        assertThat(shell.exitCode()).isEqualTo(1);
        assertThat(shell.out())
                .contains("problem  settings: There is no master key")
                .contains("openssl rand -base64 32");
    }

    @Test
    void the_doctor_finds_a_database_that_is_not_there() throws IOException {
        Shell shell = Shell.run(
                "doctor", "--config", settings(masterKey, "jdbc:postgresql://localhost:1/none", TestDatabase.SERVICE));

        assertThat(shell.exitCode()).isEqualTo(1);
        assertThat(shell.out())
                .contains("problem  database: ")
                .contains("cannot connect")
                .doesNotContain("\tat ");
    }

    @Test
    void the_doctor_warns_of_a_service_that_owns_the_schema() throws IOException {
        Shell shell = Shell.run("doctor", "--config", settings(masterKey, database.url(), TestDatabase.OWNER));

        assertThat(shell.exitCode()).isEqualTo(1);
        assertThat(shell.out()).contains("problem  service role: ").contains("owns");
    }

    @Test
    void migrate_does_nothing_twice() throws IOException {
        Shell shell = Shell.run("migrate", "--config", settings(masterKey, database.url(), TestDatabase.SERVICE));

        assertThat(shell.err()).isEmpty();
        assertThat(shell.exitCode()).isZero();
        assertThat(shell.out()).contains("already");
    }

    @Test
    void rotate_keys_leaves_a_running_node_able_to_read_and_is_written_in_the_trail() throws IOException {
        KeyRing node = node();
        SecretBox.Sealed sealed = node.seal(new byte[] {1, 2, 3}, new byte[] {4});

        Shell shell = Shell.run("rotate-keys", "--config", settings(masterKey, database.url(), TestDatabase.SERVICE));

        assertThat(shell.err()).isEmpty();
        assertThat(shell.exitCode()).isZero();
        node.refresh();
        assertThat(node.currentKeyId()).isNotEqualTo(sealed.keyId());
        assertThat(node.open(sealed, new byte[] {4})).containsExactly(1, 2, 3);
        assertThat(shell.out())
                .contains("New things are made under key " + node.currentKeyId())
                .contains("Waiting 2 s")
                .contains("kept for reading: 1");
        assertThat(jdbc.queryForObject(
                        "SELECT count(*) FROM audit_event WHERE action = 'keys.rotated' AND detail->>'key_id' = ?",
                        Integer.class,
                        Integer.toString(node.currentKeyId())))
                .isEqualTo(1);
    }

    @Test
    void rotate_keys_with_a_wrong_master_key_ends_with_one_line() throws IOException {
        KeyRing node = node();
        int before = node.currentKeyId();

        Shell shell = Shell.run(
                "rotate-keys", "--config", settings(MasterKey.generate(random), database.url(), TestDatabase.SERVICE));

        assertThat(shell.exitCode()).isEqualTo(1);
        assertThat(shell.err().lines()).hasSize(1);
        assertThat(shell.err()).startsWith("firstring: The master key does not open");
        node.refresh();
        assertThat(node.currentKeyId()).isEqualTo(before);
    }

    @Test
    void commands_bring_the_embedded_database_along() {
        String data = directory.resolve("data").toString();

        Shell first = Shell.run("doctor", "--data", data);
        Shell migrated = Shell.run("migrate", "--data", data);
        Shell again = Shell.run("migrate", "--data", data);

        assertThat(first.out())
                .contains("as " + TestDatabase.SERVICE, "as " + TestDatabase.OWNER)
                .contains("ok       schema: not made or not up to date");
        assertThat(migrated.err()).isEmpty();
        assertThat(migrated.exitCode()).isZero();
        assertThat(migrated.out()).contains("now; migrations: ");
        assertThat(again.out()).contains("already");
    }

    private KeyRing node() {
        SettableClock clock = new SettableClock();
        return new KeyRing(
                new KeyVault(
                        jdbc,
                        TransactionOperations.withoutTransaction(),
                        MasterKey.parse(masterKey, "the test"),
                        clock,
                        random),
                clock);
    }

    @Test
    void the_doctor_tells_a_sip_server_that_answers_from_one_that_does_not() throws IOException {
        try (RestStub stub = RestStub.start(0, "the-right-key")) {
            Path settings = Path.of(settings(masterKey, database.url(), TestDatabase.SERVICE));
            Files.writeString(settings, """
                    firstring.sip-server.rest.servers[0].id=good
                    firstring.sip-server.rest.servers[0].url=%1$s
                    firstring.sip-server.rest.servers[0].api-key=the-right-key
                    firstring.sip-server.rest.servers[1].id=wrong-key
                    firstring.sip-server.rest.servers[1].url=%1$s
                    firstring.sip-server.rest.servers[1].api-key=another-key
                    """.formatted(stub.url()), StandardOpenOption.APPEND);

            Shell shell = Shell.run("doctor", "--config", settings.toString());

            assertThat(shell.out())
                    .contains("ok       SIP servers (good): answers")
                    .contains("problem  SIP servers (wrong-key): ")
                    .doesNotContain("another-key");
        }
    }

    @Test
    void reconcile_tells_what_a_server_lost_and_repairs_it_only_when_it_is_told_to() throws IOException {
        try (RestStub stub = RestStub.start(0, "the-right-key");
                TestDatabase own = TestDatabase.create()) {
            String[] server = {
                "firstring.sip-server.rest.servers[0].id=rest",
                "firstring.sip-server.rest.servers[0].url=" + stub.url(),
                "firstring.sip-server.rest.servers[0].api-key=the-right-key"
            };
            String username;
            try (RunningService service = RunningService.over(own)
                    .clock(Clock.systemUTC())
                    .set("firstring.keys.master-key", masterKey)
                    .set("firstring.sip-server.rest.servers[0].id", "rest")
                    .set("firstring.sip-server.rest.servers[0].url", stub.url())
                    .set("firstring.sip-server.rest.servers[0].api-key", "the-right-key")
                    .start()) {
                username = Person.at(service)
                        .onboard()
                        .json()
                        .at("/data/sip_credentials/sip_username")
                        .asString();
                Awaitility.await()
                        .atMost(Patience.LIMIT)
                        .until(() -> new JdbcTemplate(own.service())
                                .queryForList("SELECT id FROM sip_server WHERE fill_position IS NOT NULL")
                                .isEmpty());
            }
            Path settings = Path.of(settings(masterKey, own.url(), TestDatabase.SERVICE));
            Files.writeString(settings, String.join("\n", server), StandardOpenOption.APPEND);
            assertThat(Shell.run("reconcile", "--config", settings.toString()).exitCode())
                    .isZero();
            stub.accounts().lose(username);

            Shell told = Shell.run("reconcile", "--config", settings.toString());
            assertThat(told.exitCode()).isEqualTo(1);
            assertThat(told.out()).contains("rest  missing  1", "rest  missing  " + username + "@sip.example.test");
            assertThat(stub.accounts().count()).isZero();

            Shell repaired = Shell.run("reconcile", "--repair", "--config", settings.toString());
            assertThat(repaired.out()).contains("Repaired: 1", "different: 0");
            assertThat(repaired.exitCode()).isZero();
            assertThat(stub.accounts().count()).isEqualTo(1);
        }
    }

    private String settings(String key, String url, String role) throws IOException {
        return Files.writeString(Files.createTempFile(directory, "settings", ".properties"), """
                        firstring.data=%s
                        firstring.keys.master-key=%s
                        firstring.keys.refresh=1s
                        firstring.database.url=%s
                        firstring.database.username=%s
                        firstring.database.password=%s
                        firstring.database.owner-username=%s
                        firstring.database.owner-password=%s
                        server.port=0
                        """.formatted(
                        directory, key, url, role, TestDatabase.PASSWORD, TestDatabase.OWNER, TestDatabase.PASSWORD))
                .toString();
    }
}
