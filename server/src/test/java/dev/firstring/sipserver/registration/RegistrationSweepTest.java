package dev.firstring.sipserver.registration;

import static org.assertj.core.api.Assertions.assertThat;

import dev.firstring.sip.Credential;
import dev.firstring.sip.SipFixture;
import dev.firstring.sip.credential.UseCases;
import dev.firstring.sipserver.Aor;
import dev.firstring.sipserver.Capability;
import dev.firstring.sipserver.MemoryServer;
import dev.firstring.sipserver.SipServerFault.Kind;
import dev.firstring.testing.Together;
import java.time.Duration;
import java.time.Instant;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class RegistrationSweepTest {

    /** What the claim of a server and a page of addresses take. */
    private static final int CLAIM = 1;

    private static final int PAGE = 1;

    /** A phone that is seen: its credential and device, and its account. */
    private static final int SEEN = 2;

    private final SipFixture fixture = new SipFixture();
    private final UseCases useCases = new UseCases(fixture);
    private final MemoryServer server =
            new MemoryServer("view", Capability.READS_DATABASE, Capability.LISTS_REGISTERED);
    private final Sweeping node = new Sweeping(fixture, server);
    private int numbers;

    @AfterEach
    void close() {
        fixture.close();
    }

    @Test
    void a_phone_that_nobody_looks_at_is_seen_with_the_time_that_the_server_tells() {
        Credential made = credential();
        Instant registered = fixture.clock.instant().minusSeconds(90);
        server.register(Aor.of(made.address()), "Phone", registered);
        server.register(new Aor("foreign", "sip.example.test"), "Foreign", registered);

        assertThat(node.sweep()).isEqualTo(CLAIM + PAGE + SEEN);

        assertThat(node.lastRegistered(made)).isEqualTo(registered);
    }

    @Test
    void servers_are_gone_through_by_one_node_a_period_however_many_begin_at_once() {
        server.register(Aor.of(credential().address()), "Phone", fixture.clock.instant());
        Sweeping[] nodes = {node, new Sweeping(fixture, server), new Sweeping(fixture, server)};

        Together.run(nodes.length, index -> nodes[index].sweep());
        Together.run(nodes.length, index -> nodes[index].sweep());
        assertThat(server.count("registered")).isEqualTo(1);
        assertThat(server.count("registrations")).isEqualTo(1);

        fixture.clock.advance(Duration.ofMinutes(5));
        Together.run(nodes.length, index -> nodes[index].sweep());
        assertThat(server.count("registered")).isEqualTo(2);
    }

    @Test
    void a_phone_that_was_seen_within_the_hour_is_not_asked_for_again() {
        Credential made = credential();
        server.register(Aor.of(made.address()), "Phone", fixture.clock.instant());
        node.sweep();
        fixture.clock.advance(Duration.ofMinutes(30));
        assertThat(node.sweep()).isEqualTo(CLAIM + PAGE);
        assertThat(server.count("registrations")).isEqualTo(1);

        fixture.clock.advance(Duration.ofMinutes(31));
        Instant refreshed = fixture.clock.instant();
        server.register(Aor.of(made.address()), "Phone", refreshed);
        node.sweep();

        assertThat(server.count("registrations")).isEqualTo(2);
        assertThat(node.lastRegistered(made)).isEqualTo(refreshed);
    }

    @Test
    void an_idle_node_asks_no_server_and_a_server_without_phones_costs_one_call() {
        assertThat(node.sweep()).isEqualTo(CLAIM);
        assertThat(server.calls()).containsExactly("registered");

        for (int minute = 1; minute < 5; minute++) {
            fixture.clock.advance(Duration.ofMinutes(1));
            assertThat(node.sweep()).isEqualTo(CLAIM);
        }
        assertThat(server.calls()).containsExactly("registered");

        assertThat(new Sweeping(fixture).sweep()).as("without servers").isZero();
    }

    @Test
    void a_server_inside_the_service_is_not_gone_through() {
        MemoryServer inside = new MemoryServer(
                "inside", Capability.READS_DATABASE, Capability.LISTS_REGISTERED, Capability.RUNS_INSIDE);

        assertThat(new Sweeping(fixture, inside).sweep()).isZero();

        assertThat(inside.calls()).isEmpty();
    }

    @Test
    void a_server_that_is_away_is_left_for_the_next_time() {
        Credential made = credential();
        Instant registered = fixture.clock.instant();
        server.register(Aor.of(made.address()), "Phone", registered);
        server.failWith(Kind.SERVER_UNAVAILABLE);
        node.sweep();
        assertThat(node.lastRegistered(made)).isNull();

        server.failWith(null);
        fixture.clock.advance(Duration.ofMinutes(5));
        node.sweep();

        assertThat(node.lastRegistered(made)).isEqualTo(registered);
    }

    private Credential credential() {
        return useCases.provisioned(fixture.order(fixture.account(), SipFixture.number(numbers++)))
                .credential();
    }
}
