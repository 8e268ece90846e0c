package dev.firstring.sipserver.adapter.flexisip.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.firstring.testing.Together;
import java.net.BindException;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.Stream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Sockets that are absent, closed, slow, or found by a pattern. */
@Tag("slow")
class FlexisipSocketsTest extends FlexisipCliFixture {

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
    @ValueSource(strings = {"flexisip-*", "/tmp/*/flexisip", "/"})
    void a_path_that_could_be_anywhere_is_refused(String path) {
        assertThatThrownBy(() -> new SocketPath(path)).isInstanceOf(IllegalArgumentException.class);
    }
}
