package dev.firstring.sipserver.registration;

import static org.assertj.core.api.Assertions.assertThat;

import dev.firstring.account.ownership.AccountUse;
import dev.firstring.sip.Credential;
import dev.firstring.sip.SipFixture;
import dev.firstring.sip.credential.UseCases;
import dev.firstring.sipserver.Aor;
import dev.firstring.sipserver.Capability;
import dev.firstring.sipserver.MemoryServer;
import dev.firstring.sipserver.SipServerFault.Kind;
import dev.firstring.sipserver.fleet.FleetFixture;
import java.sql.Timestamp;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class RegistrationSweepTest {

    private final SipFixture fixture = new SipFixture();
    private final UseCases useCases = new UseCases(fixture);
    private final MemoryServer server =
            new MemoryServer("view", Capability.READS_DATABASE, Capability.LISTS_REGISTERED);
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

        sweep();

        assertThat(lastRegistered(made)).isEqualTo(registered);
    }

    @Test
    void servers_are_gone_through_by_one_node_a_period() {
        server.register(Aor.of(credential().address()), "Phone", fixture.clock.instant());

        sweep();
        sweep();
        assertThat(server.count("registered")).isEqualTo(1);

        fixture.clock.advance(Duration.ofMinutes(5));
        sweep();
        assertThat(server.count("registered")).isEqualTo(2);
    }

    @Test
    void a_phone_that_was_seen_within_the_hour_is_not_asked_for_again() {
        Credential made = credential();
        server.register(Aor.of(made.address()), "Phone", fixture.clock.instant());
        sweep();
        fixture.clock.advance(Duration.ofMinutes(30));
        sweep();
        assertThat(server.count("registrations")).isEqualTo(1);

        fixture.clock.advance(Duration.ofMinutes(31));
        Instant refreshed = fixture.clock.instant();
        server.register(Aor.of(made.address()), "Phone", refreshed);
        sweep();

        assertThat(server.count("registrations")).isEqualTo(2);
        assertThat(lastRegistered(made)).isEqualTo(refreshed);
    }

    @Test
    void a_server_that_is_away_is_left_for_the_next_time() {
        Credential made = credential();
        server.register(Aor.of(made.address()), "Phone", fixture.clock.instant());
        server.failWith(Kind.SERVER_UNAVAILABLE);
        sweep();
        assertThat(lastRegistered(made)).isNull();

        server.failWith(null);
        fixture.clock.advance(Duration.ofMinutes(5));
        sweep();

        assertThat(lastRegistered(made)).isNotNull();
    }

    private void sweep() {
        new RegistrationSweep(
                        FleetFixture.of(fixture, List.of(server)),
                        new SweepRows(fixture.jdbc),
                        new RegistrationRows(fixture.jdbc, new AccountUse(fixture.jdbc), fixture.clock),
                        fixture.clock)
                .sweep(() -> true);
    }

    private Credential credential() {
        return useCases.provisioned(fixture.order(fixture.account(), SipFixture.number(numbers++)))
                .credential();
    }

    private @Nullable Instant lastRegistered(Credential credential) {
        Timestamp at = fixture.jdbc.queryForObject(
                "SELECT last_registered_at FROM sip_credential WHERE id = ?",
                Timestamp.class,
                credential.id().value());
        return at == null ? null : at.toInstant();
    }
}
