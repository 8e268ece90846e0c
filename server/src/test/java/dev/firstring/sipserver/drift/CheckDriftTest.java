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
import dev.firstring.sipserver.WantedAccount;
import dev.firstring.sipserver.drift.finding.DriftKind;
import dev.firstring.sipserver.drift.finding.DriftReport;
import java.util.Objects;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

@Tag("slow")
class CheckDriftTest {

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
    void servers_that_have_what_the_database_wants_have_no_drift() {
        people.synced();
        people.become(CredentialStatus.SUSPENDED, people.synced());
        people.become(CredentialStatus.REVOKED, people.synced());

        long asked = rest.count("find");

        DriftReport report = node.compare();

        assertThat(report.clean()).isTrue();
        assertThat(report.counts()).isEmpty();
        assertThat(report.compared()).isEqualTo(2);
        assertThat(report.failures()).isEmpty();
        assertThat(report.ended()).isEqualTo(fixture.clock.instant());
        assertThat(rest.count("find"))
                .as("compared, and nobody asked for again")
                .isEqualTo(asked);
    }

    @Test
    void an_account_that_the_server_lost_is_missing() {
        people.synced();
        Credential lost = people.synced();
        rest.lose(People.aor(lost));

        DriftReport report = node.compare();

        assertThat(report.clean()).isFalse();
        assertThat(report.left()).isEqualTo(1);
        assertThat(node.found(report, DriftKind.MISSING)).containsExactly(People.aor(lost));
    }

    @Test
    void the_account_of_a_revoked_credential_is_extra() {
        Credential revoked = people.synced();
        WantedAccount before = people.onServer(rest, revoked);
        people.become(CredentialStatus.REVOKED, revoked);
        rest.put(before);

        DriftReport report = node.compare();

        assertThat(report.left()).isEqualTo(1);
        assertThat(node.found(report, DriftKind.EXTRA)).containsExactly(People.aor(revoked));
    }

    @Test
    void a_state_a_name_and_a_secret_that_differ_are_told_each() {
        Credential state = people.synced();
        Credential name = people.synced();
        Credential secret = people.synced();
        WantedAccount before = people.onServer(rest, state);
        people.become(CredentialStatus.SUSPENDED, state);
        rest.put(before);
        rest.put(People.named(people.onServer(rest, name), new DisplayName("Somebody")));
        rest.put(People.withSecret(people.onServer(rest, secret), SipSecret.draw(fixture.random)));

        DriftReport report = node.compare();

        assertThat(report.left()).isEqualTo(3);
        assertThat(node.found(report, DriftKind.WRONG_STATE)).containsExactly(People.aor(state));
        assertThat(node.found(report, DriftKind.WRONG_NAME)).containsExactly(People.aor(name));
        assertThat(node.found(report, DriftKind.WRONG_SECRET)).containsExactly(People.aor(secret));
    }

    @Test
    void accounts_that_the_service_never_made_are_listed_apart() {
        Credential ours = people.synced();
        Aor neighbour = new Aor("receptionist", ours.address().domain());
        Aor elsewhere = new Aor(ours.address().username().value(), "other.example.test");
        rest.put(People.at(people.onServer(rest, ours), neighbour));
        rest.put(People.at(people.onServer(rest, ours), elsewhere));
        rest.register(new Aor("caller", "third.example.test"), "phone");

        DriftReport report = node.compare();

        assertThat(report.left()).isZero();
        assertThat(report.clean()).isTrue();
        assertThat(node.found(report, DriftKind.FOREIGN))
                .containsExactlyInAnyOrder(neighbour, elsewhere, new Aor("caller", "third.example.test"));
        assertThat(node.findings.page(report.run(), null, null, 0, 100)).isEmpty();
    }

    @Test
    void a_contact_of_a_credential_that_is_not_active_is_an_orphan() {
        Credential active = people.synced();
        Credential suspended = people.synced();
        people.become(CredentialStatus.SUSPENDED, suspended);
        rest.register(People.aor(active), "phone");
        rest.register(People.aor(suspended), "phone");

        DriftReport report = node.compare();

        assertThat(report.left()).isEqualTo(1);
        assertThat(node.found(report, DriftKind.ORPHAN_CONTACT)).containsExactly(People.aor(suspended));
    }

    @Test
    void what_the_sync_has_still_to_do_is_no_drift() {
        people.provision();
        Credential renamed = people.synced();
        fixture.jdbc.update(
                "UPDATE sip_credential SET display_name = 'Grace', revision = revision + 1 WHERE id = ?",
                renamed.id().value());
        Credential suspended = people.synced();
        rest.register(People.aor(suspended), "phone");
        fixture.jdbc.update(
                "UPDATE sip_credential SET status = 'suspended', revision = revision + 1, cut_revision = revision + 1"
                        + " WHERE id = ?",
                suspended.id().value());

        assertThat(node.compare().counts()).isEmpty();
    }

    @Test
    void a_check_changes_nothing_on_a_server() {
        Credential lost = people.synced();
        Credential other = people.synced();
        rest.lose(People.aor(lost));
        rest.put(People.named(people.onServer(rest, other), new DisplayName("Somebody")));
        int before = rest.calls().size();

        node.compare();

        assertThat(rest.calls().subList(before, rest.calls().size()))
                .isNotEmpty()
                .isSubsetOf("accounts", "find", "registered", "registrations");
        assertThat(rest.account(People.aor(lost))).isNull();
        assertThat(Objects.requireNonNull(people.onServer(rest, other).displayName())
                        .value())
                .isEqualTo("Somebody");
    }
}
