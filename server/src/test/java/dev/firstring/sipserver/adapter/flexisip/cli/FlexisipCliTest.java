package dev.firstring.sipserver.adapter.flexisip.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.firstring.peers.Scratch;
import dev.firstring.sipserver.Aor;
import dev.firstring.sipserver.SipServerFault;
import dev.firstring.testing.Together;
import java.net.BindException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class FlexisipCliTest {

    private static final Aor ALICE = new Aor("alice", "sip.example.test");
    private static final String FORGET_ALICE = "AUTH_CACHE_DELETE alice sip.example.test";
    private static final Duration LIMIT = Duration.ofSeconds(2);
    private static final Duration MINUTE = Duration.ofMinutes(1);

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

            assertThat(cli.forgetCredentials(ALICE).untold()).isEmpty();

            assertThat(first.deletions()).containsExactly(FORGET_ALICE);
            assertThat(second.deletions()).containsExactly(FORGET_ALICE);
            assertThat(cli.problems(MINUTE)).isEmpty();
        }
    }

    @Test
    void that_there_was_nothing_to_forget_is_fine() {
        try (CliStub stub = answering("Nothing to do - Cache entry does not exist")) {
            assertThat(cli(stub.path().toString()).forgetCredentials(ALICE).untold())
                    .isEmpty();

            assertThat(stub.deletions()).hasSize(1);
        }
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "Error - Unknown command: AUTH_CACHE_DELETE | Unknown command",
                "{} | answered: {}",
                "'' | without an answer"
            })
    void another_answer_names_the_node_and_what_it_said(String answer, String part) {
        try (CliStub stub = answering(answer)) {
            assertUntold(cli(stub.path().toString()), false, stub.path().toString(), part);
        }
    }

    @Test
    void a_node_that_hangs_is_given_up_at_its_limit_and_each_other_is_told_whatever_its_place() {
        try (CliStub before = CliStub.flexisip(scratch, "flexisip-proxy-1");
                CliStub silent = CliStub.silent(scratch, "flexisip-proxy-2");
                CliStub after = CliStub.flexisip(scratch, "flexisip-proxy-3")) {
            FlexisipCli cli = cli(scratch.directory() + "/flexisip-proxy-*");

            assertUntold(cli, true, silent.path().toString(), "hangs");

            assertThat(before.deletions()).hasSize(1);
            assertThat(after.deletions()).hasSize(1);
            assertThat(cli.problems(MINUTE)).hasSize(1);
        }
    }

    @Test
    void each_of_several_sockets_is_told_while_the_others_hang() throws Exception {
        try (CliStub first = CliStub.flexisip(scratch, "a");
                CliStub fine = CliStub.flexisip(scratch, "b");
                CliStub last = CliStub.flexisip(scratch, "c");
                ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
            FlexisipCli cli = new FlexisipCli(
                    Stream.of(first, fine, last)
                            .map(node -> new SocketPath(node.path().toString()))
                            .toList(),
                    Duration.ofMinutes(10));
            first.hang();
            last.hang();

            Future<FlexisipCli.Forgotten> asked = threads.submit(() -> cli.forgetCredentials(ALICE));
            long end = System.nanoTime() + Duration.ofMinutes(1).toNanos();
            while (fine.deletions().isEmpty() && System.nanoTime() < end) {
                Thread.onSpinWait();
            }
            assertThat(fine.deletions()).hasSize(1);
            assertThat(asked.isDone()).isFalse();

            first.goOn();
            last.goOn();
            assertThat(asked.get().untold()).isEmpty();
            assertThat(first.deletions()).hasSize(1);
            assertThat(last.deletions()).hasSize(1);
        }
    }

    @Test
    void a_node_that_hung_does_what_it_was_told_when_it_goes_on() {
        try (CliStub node = CliStub.flexisip(scratch, "a")) {
            FlexisipCli cli = cli(node.path().toString());
            node.hang();
            for (int i = 0; i < 4; i++) {
                assertUntold(cli, true, node.path().toString(), "hangs");
            }
            node.goOn();

            assertThat(cli.forgetCredentials(ALICE).untold()).isEmpty();
        }
    }

    @Test
    void every_one_of_many_that_ask_at_once_is_served_though_the_socket_takes_only_two() {
        try (CliStub stub = CliStub.flexisip(scratch, "a")) {
            FlexisipCli cli = new FlexisipCli(List.of(new SocketPath(stub.path().toString())), Duration.ofSeconds(20));
            // another node of the service, with connections of its own
            FlexisipCli other =
                    new FlexisipCli(List.of(new SocketPath(stub.path().toString())), Duration.ofSeconds(20));

            List<List<Untold>> untold = Together.run(
                    60, i -> (i % 2 == 0 ? cli : other).forgetCredentials(ALICE).untold());

            assertThat(untold).allSatisfy(each -> assertThat(each).isEmpty());
            assertThat(stub.deletions()).hasSize(60);
        }
    }

    @Test
    void credentials_are_forgotten_under_each_login_name_where_the_query_does_not_ask_for_it() {
        List<String> cached = new ArrayList<>(List.of("alice#alice", "alice#mallory", "alice2#mallory"));
        try (CliStub stub = CliStub.answering(scratch, "a", command -> oldQuery(command, cached))) {
            FlexisipCli cli = cli(stub.path().toString());

            assertThat(cli.forgetCredentials(ALICE).untold()).isEmpty();

            assertThat(cached).containsExactly("alice2#mallory");
            assertThat(cli.problems(MINUTE)).singleElement().asString().contains(":authid");
        }
    }

    @Test
    void a_login_name_that_no_command_can_say_is_told() {
        List<String> cached = new ArrayList<>(List.of("alice#mal lory"));
        try (CliStub stub = CliStub.answering(scratch, "a", command -> oldQuery(command, cached))) {
            assertUntold(cli(stub.path().toString()), false, stub.path().toString(), ":authid");
        }
    }

    @Test
    void the_query_of_a_process_is_asked_for_once_and_again_after_a_restart() {
        FlexisipCli cli = cli(scratch.directory() + "/flexisip-*");
        try (CliStub stub = CliStub.flexisip(scratch, "flexisip-1")) {
            cli.forgetCredentials(ALICE);
            cli.forgetCredentials(ALICE);

            assertThat(stub.commands())
                    .filteredOn(said -> said.startsWith("CONFIG_GET"))
                    .hasSize(1);
        }
        try (CliStub stub = CliStub.flexisip(scratch, "flexisip-2")) {
            cli.forgetCredentials(ALICE);

            assertThat(stub.commands())
                    .filteredOn(said -> said.startsWith("CONFIG_GET"))
                    .hasSize(1);
        }
    }

    @Test
    void a_cache_that_lives_longer_than_the_service_believes_is_a_problem() {
        try (CliStub stub = CliStub.flexisip(scratch, "a")) {
            FlexisipCli cli = cli(stub.path().toString());

            assertThat(cli.problems(MINUTE)).isEmpty();
            assertThat(cli.problems(Duration.ofSeconds(30)))
                    .singleElement()
                    .asString()
                    .contains("cache-expire=60");
        }
    }

    @Test
    void a_socket_that_there_is_not_is_named() {
        assertUntold(cli(scratch.directory() + "/gone"), false, "/gone", "no Flexisip listens");
        assertUntold(
                cli("/no/such/directory/flexisip-*"), false, "/no/such/directory/flexisip-*", "no Flexisip listens");
    }

    @Test
    void a_socket_that_the_user_may_not_write_to_says_what_to_do() {
        Untold denied = Untold.of("/tmp/flexisip-proxy-1", new BindException("Permission denied"));

        assertThat(denied.hangs()).isFalse();
        assertThat(denied.why()).contains("/tmp/flexisip-proxy-1", "group", "UMask=0007");
    }

    @Test
    void a_socket_that_nobody_listens_on_is_named() {
        CliStub stub = CliStub.flexisip(scratch, "flexisip-proxy-7");
        stub.close();

        assertUntold(cli(stub.path().toString()), false, "flexisip-proxy-7", "no Flexisip listens");
    }

    @Test
    void a_star_finds_the_process_after_a_restart_beside_what_a_crash_left_behind() {
        String pattern = scratch.directory() + "/flexisip-proxy-*";
        FlexisipCli cli = cli(pattern);
        assertUntold(cli, false, pattern, "no Flexisip listens");
        CliStub before = CliStub.flexisip(scratch, "flexisip-proxy-1200");
        assertThat(cli.forgetCredentials(ALICE).untold()).isEmpty();
        before.close();
        assertUntold(cli, false, pattern, "no Flexisip listens");

        try (CliStub after = CliStub.flexisip(scratch, "flexisip-proxy-77");
                CliStub other = CliStub.flexisip(scratch, "flexisip-presence-78")) {
            assertThat(cli.forgetCredentials(ALICE).untold()).isEmpty();

            assertThat(after.deletions()).hasSize(1);
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

    /** A Flexisip whose query takes any login name. */
    private static String oldQuery(String command, List<String> cached) {
        String[] words = command.split(" ", -1);
        return switch (words[0]) {
            case "AUTH_CACHE_DELETE" ->
                cached.remove(words[1] + "#" + (words.length > 3 ? words[3] : words[1]))
                        ? "Done - Removed cached credential"
                        : "Nothing to do - Cache entry does not exist";
            case "AUTH_CACHE_LIST" ->
                cached.stream()
                        .map(entry -> "{\"user\":\"%s\",\"auth_username\":\"%s\",\"domain\":\"%s\"}"
                                .formatted(entry.split("#")[0], entry.split("#")[1], words[1]))
                        .toList()
                        .toString()
                        .transform(entries -> "{\"entries\":" + entries + "}");
            case "CONFIG_GET" -> CliStub.configuration(words[1]).replace(" and username = :authid", "");
            default -> "Error - Unknown command: " + words[0];
        };
    }

    private CliStub answering(String answer) {
        return CliStub.answering(
                scratch,
                "flexisip-proxy-1",
                command -> command.startsWith("CONFIG_GET") ? CliStub.configuration(command.split(" ")[1]) : answer);
    }

    private static FlexisipCli cli(String... paths) {
        return new FlexisipCli(Arrays.stream(paths).map(SocketPath::new).toList(), LIMIT);
    }

    private static void assertUntold(FlexisipCli cli, boolean hangs, String socket, String part) {
        assertThat(cli.forgetCredentials(ALICE).untold()).singleElement().satisfies(untold -> {
            assertThat(untold.hangs()).isEqualTo(hangs);
            assertThat(Objects.requireNonNull(untold.socket())).contains(socket);
            assertThat(untold.why()).contains(socket, part);
        });
    }
}
