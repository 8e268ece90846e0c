package dev.firstring.sipserver.flexisip.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.firstring.peers.Scratch;
import dev.firstring.sipserver.Aor;
import dev.firstring.sipserver.SipServerFault;
import dev.firstring.sipserver.SipServerFault.Kind;
import java.time.Duration;
import java.util.Arrays;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class FlexisipCliTest {

    private static final Aor ALICE = new Aor("alice", "sip.example.test");
    private static final Duration LIMIT = Duration.ofSeconds(2);

    private final Scratch scratch = Scratch.create("cli");

    @AfterEach
    void close() {
        scratch.close();
    }

    @Test
    void every_node_is_told_in_one_line() {
        try (CliStub first = CliStub.flexisip(scratch, "flexisip-proxy-1");
                CliStub second = CliStub.flexisip(scratch, "flexisip-proxy-2")) {
            FlexisipCli cli = cli(first.path().toString(), second.path().toString());

            cli.forgetCredentials(ALICE);

            assertThat(first.commands()).containsExactly("AUTH_CACHE_DELETE alice sip.example.test");
            assertThat(second.commands()).containsExactly("AUTH_CACHE_DELETE alice sip.example.test");
            assertThat(cli.problems()).isEmpty();
        }
    }

    @Test
    void that_there_was_nothing_to_forget_is_fine() {
        try (CliStub stub = answering("Nothing to do - Cache entry does not exist")) {
            cli(stub.path().toString()).forgetCredentials(ALICE);

            assertThat(stub.commands()).hasSize(1);
        }
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "Error - Unknown command: AUTH_CACHE_DELETE | INTERNAL_ERROR",
                "{} | CONFIGURATION_ERROR",
                "'' | SERVER_UNAVAILABLE"
            })
    void another_answer_is_a_fault(String answer, Kind kind) {
        try (CliStub stub = answering(answer)) {
            assertFault(cli(stub.path().toString()), kind, stub.path().toString());
        }
    }

    @Test
    void a_node_that_says_nothing_is_given_up_at_the_limit_and_the_others_are_told() {
        try (CliStub silent = CliStub.silent(scratch, "a");
                CliStub silentToo = CliStub.silent(scratch, "b");
                CliStub fine = CliStub.flexisip(scratch, "c")) {
            FlexisipCli cli = cli(
                    silent.path().toString(),
                    silentToo.path().toString(),
                    fine.path().toString());
            assertFault(cli, Kind.SERVER_UNAVAILABLE, "no answer within");

            assertThat(fine.commands()).hasSize(1);
            assertThat(cli.problems()).hasSize(2);
        }
    }

    @Test
    void a_socket_that_there_is_not_is_named() {
        assertFault(cli(scratch.directory() + "/gone"), Kind.SERVER_UNAVAILABLE, "/gone");
        assertFault(cli("/no/such/directory/flexisip-*"), Kind.SERVER_UNAVAILABLE, "/no/such/directory/flexisip-*");
    }

    @Test
    void a_socket_that_nobody_listens_on_is_named() {
        CliStub stub = CliStub.flexisip(scratch, "flexisip-proxy-7");
        stub.close();

        assertFault(cli(stub.path().toString()), Kind.SERVER_UNAVAILABLE, "flexisip-proxy-7");
    }

    @Test
    void a_star_finds_the_process_after_a_restart_beside_what_a_crash_left_behind() {
        String pattern = scratch.directory() + "/flexisip-proxy-*";
        FlexisipCli cli = cli(pattern);
        assertFault(cli, Kind.SERVER_UNAVAILABLE, pattern);
        CliStub before = CliStub.flexisip(scratch, "flexisip-proxy-1200");
        cli.forgetCredentials(ALICE);
        before.close();
        assertFault(cli, Kind.SERVER_UNAVAILABLE, pattern);

        try (CliStub after = CliStub.flexisip(scratch, "flexisip-proxy-77");
                CliStub other = CliStub.flexisip(scratch, "flexisip-presence-78")) {
            cli.forgetCredentials(ALICE);

            assertThat(after.commands()).hasSize(1);
            assertThat(other.commands()).isEmpty();
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"al ice", "alice\n", "zoë"})
    void an_address_that_would_say_something_else_is_not_said(String user) {
        try (CliStub stub = CliStub.flexisip(scratch, "a")) {
            assertThatThrownBy(() -> cli(stub.path().toString()).forgetCredentials(new Aor(user, "sip.example.test")))
                    .isInstanceOf(SipServerFault.class);
            assertThatThrownBy(() ->
                            cli(stub.path().toString()).forgetCredentials(new Aor("a".repeat(500), "sip.example.test")))
                    .isInstanceOf(SipServerFault.class);
            assertThat(stub.commands()).isEmpty();
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"flexisip-*", "/tmp/*/flexisip", "/"})
    void a_path_that_could_be_anywhere_is_refused(String path) {
        assertThatThrownBy(() -> new SocketPath(path)).isInstanceOf(IllegalArgumentException.class);
    }

    private CliStub answering(String answer) {
        return CliStub.answering(scratch, "flexisip-proxy-1", command -> answer);
    }

    private static FlexisipCli cli(String... paths) {
        return new FlexisipCli(Arrays.stream(paths).map(SocketPath::new).toList(), LIMIT);
    }

    private static void assertFault(FlexisipCli cli, Kind kind, String part) {
        assertThatThrownBy(() -> cli.forgetCredentials(ALICE)).isInstanceOfSatisfying(SipServerFault.class, fault -> {
            assertThat(fault.kind()).isEqualTo(kind);
            assertThat(fault).hasMessageContaining(part);
        });
    }
}
