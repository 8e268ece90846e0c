package dev.firstring.sipserver.adapter.embedded;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.firstring.peers.phone.SipLogin;
import dev.firstring.peers.phone.SippCalls;
import dev.firstring.peers.phone.Transport;
import dev.firstring.sipserver.WantedAccount;
import dev.firstring.sipserver.adapter.embedded.settings.EmbeddedLimits;
import dev.firstring.testing.Patience;
import java.io.File;
import java.time.Duration;
import java.util.List;
import java.util.Objects;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** A hundred calls at once leave nothing behind. */
@Tag("peer")
class CallLoadTest {

    private static final String CALLED = "+33639980002";
    private static final int CALLS = 100;

    /** With lookups for all callers at once, so that no call is rejected because the machine is slow. */
    private static final EmbeddedLimits LIMITS =
            new EmbeddedLimits(256, 32, Duration.ofMinutes(10), 64, 60, 10, 10_000);

    @Test
    void a_hundred_calls_at_once_leave_no_call_no_transaction_no_thread_and_no_descriptor() {
        try (RegistrarRoom room = RegistrarRoom.open(LIMITS)) {
            WantedAccount called = room.account(CALLED);
            List<SipLogin> callers = IntStream.range(0, 20)
                    .mapToObj(n -> RegistrarRoom.login(room.account("+3363998%04d".formatted(100 + n))))
                    .toList();
            // Opens what stays open: connections to the database, above all.
            assertThat(SippCalls.run(room.target(Transport.UDP), callers, CALLED, registered(room, called), CALLS))
                    .isEmpty();
            int descriptors = descriptors();
            int threads = registrarThreads();

            String told = SippCalls.run(room.target(Transport.UDP), callers, CALLED, registered(room, called), CALLS);

            assertThat(told).isEmpty();
            assertThat(room.meters
                            .get("firstring.registrar.requests")
                            .tag("method", "BYE")
                            .tag("outcome", "200")
                            .counter()
                            .count())
                    .isGreaterThanOrEqualTo(2.0 * CALLS);
            assertThat(room.inside.calls()).isZero();
            await().atMost(Patience.LIMIT).untilAsserted(() -> {
                room.clock.advance(Duration.ofMinutes(1));
                assertThat(room.inside.transactions()).isZero();
                assertThat(descriptors()).isLessThanOrEqualTo(descriptors);
                assertThat(registrarThreads()).isLessThanOrEqualTo(threads);
            });
        }
    }

    /** Registers the account from a port that sipp then takes. */
    private static int registered(RegistrarRoom room, WantedAccount account) {
        room.registrar.bindings().endAll(EmbeddedServer.address(account.aor()));
        try (Handset handset = Handset.registered(room.target(Transport.UDP), account)) {
            return Integer.parseInt(handset.phone.wire.here().replaceFirst(".*:", ""));
        }
    }

    /** Not those of other services that run in this JVM. */
    private static int registrarThreads() {
        return (int) Thread.getAllStackTraces().keySet().stream()
                .filter(thread -> thread.getName().startsWith("registrar-"))
                .count();
    }

    private static int descriptors() {
        return Objects.requireNonNull(new File("/proc/self/fd").list()).length;
    }
}
