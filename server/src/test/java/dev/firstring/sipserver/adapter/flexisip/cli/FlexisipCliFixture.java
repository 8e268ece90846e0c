package dev.firstring.sipserver.adapter.flexisip.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.firstring.peers.Scratch;
import dev.firstring.sipserver.Aor;
import java.time.Duration;
import java.util.Arrays;
import java.util.Objects;
import org.junit.jupiter.api.AfterEach;

/** Sockets on which processes of Flexisip take commands. */
abstract class FlexisipCliFixture {

    static final Aor ALICE = new Aor("alice", "sip.example.test");
    static final Duration LIMIT = Duration.ofSeconds(2);
    static final Duration MINUTE = Duration.ofMinutes(1);

    final Scratch scratch = Scratch.create("cli");

    @AfterEach
    void close() {
        scratch.close();
    }

    static FlexisipCli cli(String... paths) {
        return new FlexisipCli(Arrays.stream(paths).map(SocketPath::new).toList(), LIMIT);
    }

    static void assertUntold(FlexisipCli cli, boolean hangs, String socket, String part) {
        assertThat(cli.forgetCredentials(ALICE).untold()).singleElement().satisfies(untold -> {
            assertThat(untold.hangs()).isEqualTo(hangs);
            assertThat(Objects.requireNonNull(untold.socket())).contains(socket);
            assertThat(untold.why()).contains(socket, part);
        });
    }
}
