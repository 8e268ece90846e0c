package dev.firstring.sipserver.drift;

import static org.assertj.core.api.Assertions.assertThat;

import dev.firstring.account.DisplayName;
import dev.firstring.sip.Credential;
import dev.firstring.sip.CredentialStatus;
import dev.firstring.sip.SipFixture;
import dev.firstring.sip.SipSecret;
import dev.firstring.sipserver.Aor;
import dev.firstring.sipserver.Capability;
import dev.firstring.sipserver.MemoryServer;
import dev.firstring.sipserver.SipServerFault.Kind;
import dev.firstring.sipserver.WantedAccount;
import dev.firstring.sipserver.drift.finding.DriftKind;
import dev.firstring.sipserver.drift.finding.DriftReport;
import java.util.Map;
import java.util.Objects;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class RepairDriftTest {

    private final SipFixture fixture = new SipFixture();
    private final MemoryServer rest =
            new MemoryServer("rest", Capability.LISTS_ACCOUNTS, Capability.TELLS_HASHES, Capability.LISTS_REGISTERED);
    private final DriftNode node = new DriftNode(fixture, rest);
    private final People people = new People(fixture, node);

    @AfterEach
    void close() {
        fixture.close();
    }

    @Test
    void each_kind_is_repaired_and_then_nothing_differs() {
        Credential missing = people.synced();
        Credential extra = people.synced();
        Credential state = people.synced();
        Credential name = people.synced();
        Credential secret = people.synced();
        Credential orphan = people.synced();
        WantedAccount revoked = people.onServer(rest, extra);
        WantedAccount admitted = people.onServer(rest, state);
        people.become(CredentialStatus.REVOKED, extra);
        people.become(CredentialStatus.SUSPENDED, state);
        people.become(CredentialStatus.SUSPENDED, orphan);
        rest.lose(People.aor(missing));
        rest.put(revoked);
        rest.put(admitted);
        rest.put(People.named(people.onServer(rest, name), new DisplayName("Somebody")));
        rest.put(People.withSecret(people.onServer(rest, secret), SipSecret.draw(fixture.random)));
        rest.register(People.aor(orphan), "phone");
        rest.register(People.aor(name), "phone");
        rest.register(People.aor(secret), "phone");
        Aor foreign = new Aor("receptionist", "sip.example.test");
        WantedAccount neighbour = People.at(people.onServer(rest, name), foreign);
        rest.put(neighbour);

        DriftReport found = node.compare();
        RepairDrift.Report repaired = node.repair.repair(found.run(), "admin:test");
        node.sync.pull.drain();
        DriftReport after = node.compare();

        assertThat(repaired.repaired())
                .isEqualTo(Map.of(
                        DriftKind.MISSING, 1,
                        DriftKind.EXTRA, 1,
                        DriftKind.WRONG_STATE, 1,
                        DriftKind.WRONG_NAME, 1,
                        DriftKind.WRONG_SECRET, 1,
                        DriftKind.ORPHAN_CONTACT, 1));
        assertThat(after.left()).isZero();
        assertThat(node.found(after, DriftKind.FOREIGN)).containsExactly(foreign);
        assertThat(rest.account(foreign)).isSameAs(neighbour);
        assertThat(rest.registrations(People.aor(name))).hasSize(1);
        assertThat(rest.registrations(People.aor(secret))).isEmpty();
        assertThat(rest.registrations(People.aor(orphan))).isEmpty();
        assertThat(node.runs.report(found.run()).orElseThrow().left()).isZero();
        assertThat(fixture.jdbc.queryForList(
                        "SELECT action || '|' || actor FROM audit_event WHERE action LIKE 'drift.%' ORDER BY id",
                        String.class))
                .containsExactly("drift.repair_began|admin:test", "drift.repaired|admin:test");
    }

    @Test
    void a_finding_that_no_longer_holds_is_not_repaired() {
        Credential lost = people.synced();
        Credential suspended = people.synced();
        WantedAccount before = people.onServer(rest, lost);
        people.become(CredentialStatus.SUSPENDED, suspended);
        rest.lose(People.aor(lost));
        rest.register(People.aor(suspended), "phone");
        DriftReport found = node.compare();
        assertThat(found.left()).isEqualTo(2);

        rest.put(before);
        people.become(CredentialStatus.ACTIVE, suspended);
        RepairDrift.Report repaired = node.repair.repair(found.run(), "admin:test");

        assertThat(repaired.repaired()).isEmpty();
        assertThat(repaired.outdated()).isEqualTo(2);
        assertThat(node.sync.pull.drain()).isZero();
        assertThat(rest.registrations(People.aor(suspended))).hasSize(1);
    }

    @Test
    void what_a_server_did_not_do_is_not_told_as_repaired() {
        Credential lost = people.synced();
        Credential suspended = people.synced();
        people.become(CredentialStatus.SUSPENDED, suspended);
        rest.lose(People.aor(lost));
        rest.register(People.aor(suspended), "phone");
        DriftReport found = node.compare();
        rest.doNothing(true);

        RepairDrift.Report repaired = node.repair.repair(found.run(), "admin:test");

        assertThat(rest.registrations(People.aor(suspended))).hasSize(1);
        assertThat(repaired.repaired()).doesNotContainKey(DriftKind.ORPHAN_CONTACT);
        assertThat(repaired.pending()).isPositive();
        assertThat(node.runs.report(found.run()).orElseThrow().left()).isPositive();

        rest.doNothing(false);
        fixture.clock.advance(java.time.Duration.ofMinutes(6));
        node.sync.pull.drain();
        assertThat(rest.registrations(People.aor(suspended))).isEmpty();
    }

    @Test
    void a_server_that_is_away_keeps_its_findings_for_a_later_repair() {
        Credential lost = people.synced();
        rest.lose(People.aor(lost));
        DriftReport found = node.compare();
        rest.failWith(Kind.SERVER_UNAVAILABLE);

        assertThat(node.repair.repair(found.run(), "admin:test").failures()).containsKey("rest");

        rest.failWith(null);
        assertThat(node.repair.repair(found.run(), "admin:test").repairedInAll())
                .isEqualTo(1);
        node.sync.pull.drain();
        assertThat(Objects.requireNonNull(rest.account(People.aor(lost))).enabled())
                .isTrue();
    }
}
