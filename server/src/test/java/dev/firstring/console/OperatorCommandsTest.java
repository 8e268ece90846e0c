package dev.firstring.console;

import static org.assertj.core.api.Assertions.assertThat;

import dev.firstring.testing.Person;
import dev.firstring.testing.RunningService;
import dev.firstring.testing.RunningService.Reply;
import dev.firstring.testing.SettableClock;
import dev.firstring.testing.TestDatabase;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Timestamp;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.jdbc.core.JdbcTemplate;

/** The commands that admit operators, beside a service that runs. */
@Tag("slow")
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class OperatorCommandsTest {

    private final SettableClock clock = new SettableClock();
    private TestDatabase database;
    private RunningService service;
    private String settings;

    @BeforeAll
    void start(@TempDir Path directory) throws IOException {
        database = TestDatabase.create();
        service = RunningService.over(database).clock(clock).start();
        settings = Files.writeString(directory.resolve("settings.properties"), """
                        firstring.data=%s
                        firstring.keys.master-key=dGVzdC1tYXN0ZXIta2V5LW9mLTMyLWJ5dGVzISEhISE=
                        firstring.database.url=%s
                        firstring.database.username=%s
                        firstring.database.password=%s
                        """.formatted(
                                directory, database.url(), TestDatabase.SERVICE, TestDatabase.PASSWORD))
                .toString();
    }

    @AfterAll
    void stop() {
        service.close();
        database.close();
    }

    @Test
    void a_key_is_printed_alone_works_is_listed_and_is_revoked() {
        Shell created = run("api-key", "create", "--name", "ops", "--scope", "sip:write", "--scope", "sip:read");
        assertThat(created.exitCode()).as(created.err()).isZero();
        assertThat(created.out()).matches("fsk_[A-Za-z0-9_-]{43}\\R");
        assertThat(created.err()).contains("only time").doesNotContain("fsk_");
        String key = created.out().strip();
        assertThat(me(key).data("actor")).isEqualTo("admin:ops");

        Shell listed = run("api-key", "list");
        assertThat(listed.exitCode()).isZero();
        assertThat(listed.out()).doesNotContain(key.substring(4));
        assertThat(listed.out().lines().findFirst().orElse(""))
                .matches("name +scopes +created +expires +last used +state");
        assertThat(listed.out().lines())
                .anyMatch(line -> line.matches("ops +sip:read,sip:write +\\S+Z +\\S+Z +\\S+Z +active"));

        assertThat(run("api-key", "revoke", "ops").exitCode()).isZero();
        assertThat(me(key).code()).isEqualTo("INVALID_TOKEN");
        assertThat(run("api-key", "list").out()).containsPattern("ops .* revoked");
        assertThat(run("api-key", "revoke", "ops").out()).contains("was revoked before");
        assertThat(trail()).containsSubsequence("api-key.created operator", "api-key.revoked operator");
    }

    @Test
    void a_key_may_be_for_all_and_for_as_long_as_is_said() {
        Shell created = run("api-key", "create", "--name", "everything", "--scope", "all", "--expires-in", "90d");

        assertThat(created.exitCode()).as(created.err()).isZero();
        Reply me = me(created.out().strip());
        assertThat(me.status()).as(me.body()).isEqualTo(200);
        assertThat(me.json().at("/data/scopes").toString())
                .isEqualTo("[\"sip:read\",\"sip:write\",\"sip:reconcile\",\"guard:read\"]");
        assertThat(new JdbcTemplate(database.service())
                        .queryForObject(
                                "SELECT expires_at - created_at = interval '90 days' FROM api_key WHERE name = 'everything'",
                                Boolean.class))
                .isTrue();
    }

    @Test
    void a_name_that_is_taken_ends_with_what_to_do_and_no_key() {
        run("api-key", "create", "--name", "taken", "--scope", "sip:read");

        Shell again = run("api-key", "create", "--name", "taken", "--scope", "sip:read");

        assertThat(again.exitCode()).isEqualTo(1);
        assertThat(again.out()).isEmpty();
        assertThat(again.err()).contains("taken already", "Choose another name");
        assertThat(run("api-key", "revoke", "nobody").exitCode()).isEqualTo(1);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "--name Ops --scope sip:read",
                "--name ops2 --scope sip:everything",
                "--name ops2 --scope sip:read --expires-in 1096d",
                "--name ops2 --scope sip:read --expires-in soon",
                "--name ops2",
                "--scope sip:read"
            })
    void what_makes_no_key_is_a_usage_error(String options) {
        Shell shell = run(Stream.concat(Stream.of("api-key", "create"), Stream.of(options.split(" ")))
                .toArray(String[]::new));

        assertThat(shell.exitCode()).isEqualTo(2);
        assertThat(shell.out()).isEmpty();
        assertThat(shell.err()).isNotBlank().doesNotContain("\tat ");
    }

    @Test
    void the_holder_of_a_number_becomes_an_admin_is_listed_and_ceases_to_be_one() {
        Person person = Person.at(service);
        String[] bearer = Person.bearer(person.onboard());

        Shell granted = run("create-admin", person.number());
        assertThat(granted.exitCode()).as(granted.err()).isZero();
        String account = service.get("/api/v1/admin/me", bearer).data("actor").substring("admin:".length());
        assertThat(granted.out()).contains(account + " is an admin now");
        assertThat(run("create-admin", person.number()).out()).contains("already");
        assertThat(run("create-admin", "--list").out()).contains(account + "  since ");

        assertThat(run("create-admin", "--revoke", account).out()).contains("no admin any more");
        assertThat(service.get("/api/v1/admin/me", bearer).status()).isEqualTo(403);
        assertThat(run("create-admin", "--revoke", person.number()).out()).contains("is no admin");
        assertThat(run("create-admin", "--list").out()).doesNotContain(account);
        assertThat(trail()).containsSubsequence("admin.granted operator", "admin.revoked operator");
    }

    @Test
    void a_number_that_nobody_holds_ends_with_what_to_do() {
        Shell shell = run("create-admin", "+33639980099");

        assertThat(shell.exitCode()).isEqualTo(1);
        assertThat(shell.out()).isEmpty();
        assertThat(shell.err()).contains("No account holds that number", "Verify the number first");
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "12", "--list +33639980001", "--list --revoke", "--revoke"})
    void what_names_nobody_is_a_usage_error(String arguments) {
        Shell shell = run(Stream.concat(
                        Stream.of("create-admin"),
                        Stream.of(arguments.split(" ")).filter(word -> !word.isEmpty()))
                .toArray(String[]::new));

        assertThat(shell.exitCode()).isEqualTo(2);
        assertThat(shell.out()).isEmpty();
    }

    /** Presents the key when the newest key was made: commands have a clock of their own. */
    private Reply me(String key) {
        clock.set(new JdbcTemplate(database.service())
                .queryForObject("SELECT max(created_at) FROM api_key", Timestamp.class)
                .toInstant());
        return service.get("/api/admin/me", "X-API-Key", key);
    }

    private Shell run(String... arguments) {
        return Shell.run(Stream.concat(Stream.of(arguments), Stream.of("--config", settings))
                .toArray(String[]::new));
    }

    private List<String> trail() {
        return new JdbcTemplate(database.service())
                .queryForList("SELECT action || ' ' || actor FROM audit_event ORDER BY id", String.class);
    }
}
