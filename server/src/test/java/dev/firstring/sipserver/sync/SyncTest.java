package dev.firstring.sipserver.sync;

import static org.assertj.core.api.Assertions.assertThat;

import dev.firstring.account.DisplayName;
import dev.firstring.sip.Credential;
import dev.firstring.sip.CredentialStatus;
import dev.firstring.sip.lifecycle.ChangeCredentialState;
import dev.firstring.sip.lifecycle.RegeneratePassword;
import dev.firstring.sip.sync.SyncReport;
import dev.firstring.sip.sync.SyncReport.SyncStep;
import dev.firstring.sip.sync.SyncReport.SyncStep.Name;
import dev.firstring.sip.sync.SyncReport.SyncStep.State;
import dev.firstring.sip.sync.SyncStatus;
import dev.firstring.sipserver.Capability;
import dev.firstring.sipserver.MemoryServer;
import dev.firstring.sipserver.SipServerFault.Kind;
import dev.firstring.sipserver.WantedAccount;
import java.time.Duration;
import java.time.Instant;
import java.util.Objects;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** A change of a credential, judged by what the servers have afterwards. */
@Tag("slow")
class SyncTest extends SyncCase {

    private final MemoryServer rest = new MemoryServer("rest", Capability.LISTS_ACCOUNTS, Capability.TELLS_HASHES);
    private final MemoryServer view = new MemoryServer("view", Capability.READS_DATABASE);

    @Test
    void without_servers_a_credential_is_synced() {
        SyncNode node = new SyncNode(fixture);

        Credential made = provision();

        assertThat(node.inRequest.sync(made.id()).status()).isEqualTo(SyncStatus.SYNCED);
        assertThat(read(made).standing().sync()).isEqualTo(SyncStatus.SYNCED);
    }

    @Test
    void a_new_credential_is_on_every_server_before_the_request_ends() {
        SyncNode node = new SyncNode(fixture, rest, view);
        Credential made = provision();
        assertThat(read(made).standing().sync()).isEqualTo(SyncStatus.PENDING);

        SyncReport report = node.inRequest.sync(made.id());

        assertThat(report.status()).isEqualTo(SyncStatus.SYNCED);
        assertThat(report.steps())
                .containsExactly(
                        SyncStep.done(Name.DATABASE, null),
                        SyncStep.done(Name.ACCOUNT, "rest"),
                        SyncStep.done(Name.ACCOUNT, "view"));
        assertThat(onServer(made).enabled()).isTrue();
        assertThat(view.calls()).isEmpty();
        assertThat(read(made).standing().sync()).isEqualTo(SyncStatus.SYNCED);
    }

    @Test
    void suspending_answers_with_each_step_on_each_server_and_the_contacts_are_gone() {
        SyncNode node = new SyncNode(fixture, rest);
        Credential made = synced(node);
        rest.register(aor(made), "phone");

        SyncReport report = SyncNode.reportOf(lifecycle(node).become(CredentialStatus.SUSPENDED, made.id()));

        assertThat(report.status()).isEqualTo(SyncStatus.SYNCED);
        assertThat(report.steps())
                .containsExactly(
                        SyncStep.done(Name.DATABASE, null),
                        SyncStep.done(Name.REFUSAL, "rest"),
                        SyncStep.done(Name.CACHES, "rest"),
                        SyncStep.done(Name.CONTACTS, "rest"),
                        SyncStep.done(Name.READ_BACK, "rest"));
        assertThat(onServer(made).enabled()).isFalse();
        assertThat(rest.registrations(aor(made))).isEmpty();
    }

    @Test
    void a_name_or_a_reactivation_leaves_live_contacts_alone() {
        SyncNode node = new SyncNode(fixture, rest);
        Credential made = synced(node);
        rest.register(aor(made), "phone");

        useCases.rename.rename(made.id(), account, new DisplayName("Grace"), "owner", fixture.clock.instant());
        assertThat(node.inRequest.sync(made.id()).steps()).contains(SyncStep.done(Name.ACCOUNT, "rest"));

        assertThat(Objects.requireNonNull(onServer(made).displayName()).value()).isEqualTo("Grace");
        assertThat(rest.registrations(aor(made))).hasSize(1);
    }

    @Test
    void a_new_secret_reaches_the_server_and_ends_what_registered_with_the_old_one() {
        SyncNode node = new SyncNode(fixture, rest);
        Credential made = synced(node);
        rest.register(aor(made), "phone");

        RegeneratePassword.Regenerated done = (RegeneratePassword.Regenerated)
                lifecycle(node).password.regenerate(made.id(), account, "owner", fixture.clock.instant());

        assertThat(done.report().status()).isEqualTo(SyncStatus.SYNCED);
        assertThat(onServer(made).secret()).isEqualTo(done.secret());
        assertThat(rest.registrations(aor(made))).isEmpty();
    }

    @Test
    void revoking_takes_the_account_away_for_good() {
        SyncNode node = new SyncNode(fixture, rest);
        Credential made = synced(node);

        ChangeCredentialState.Outcome outcome = lifecycle(node).become(CredentialStatus.REVOKED, made.id());

        assertThat(SyncNode.reportOf(outcome).status()).isEqualTo(SyncStatus.SYNCED);
        assertThat(rest.account(aor(made))).isNull();
        assertThat(lifecycle(node).become(CredentialStatus.ACTIVE, made.id()))
                .isEqualTo(new ChangeCredentialState.Outcome.NotAllowed(CredentialStatus.REVOKED));
    }

    @Test
    void what_a_server_may_still_know_is_told_with_the_time_from_which_on_it_is_over() {
        view.cache(Duration.ofSeconds(60));
        SyncNode node = new SyncNode(fixture, view);
        Credential made = provision();
        assertThat(read(made).standing().sync()).isEqualTo(SyncStatus.SYNCED);

        SyncReport report = SyncNode.reportOf(lifecycle(node).become(CredentialStatus.SUSPENDED, made.id()));

        Instant inForce = fixture.clock.instant().plusSeconds(61);
        assertThat(report.status()).isEqualTo(SyncStatus.PENDING);
        assertThat(step(report, Name.CACHES, "view").due()).isEqualTo(inForce);
        assertThat(report.steps().stream().skip(1))
                .allSatisfy(step -> assertThat(step.state()).isEqualTo(State.PENDING))
                .allSatisfy(step -> assertThat(step.due()).isEqualTo(inForce));

        // A phone that the server still knew comes back meanwhile.
        view.register(aor(made), "phone");
        fixture.clock.set(inForce.minusMillis(1));
        node.pull.drain();
        assertThat(node.report(made.id()).status()).isEqualTo(SyncStatus.PENDING);
        fixture.clock.set(inForce);
        node.pull.drain();

        assertThat(node.report(made.id()).status()).isEqualTo(SyncStatus.SYNCED);
        assertThat(view.registrations(aor(made))).isEmpty();
    }

    @Test
    void a_server_that_is_added_later_gets_every_account_that_is_not_revoked() {
        SyncNode before = new SyncNode(fixture, rest);
        Credential active = synced(before);
        Credential suspended = synced(before);
        Credential revoked = synced(before);
        lifecycle(before).become(CredentialStatus.SUSPENDED, suspended.id());
        lifecycle(before).become(CredentialStatus.REVOKED, revoked.id());
        MemoryServer added = new MemoryServer("added", Capability.LISTS_ACCOUNTS);

        SyncNode after = new SyncNode(fixture, rest, added);
        assertThat(read(active).standing().sync()).isEqualTo(SyncStatus.PENDING);
        after.pull.drain();

        assertThat(read(active).standing().sync()).isEqualTo(SyncStatus.SYNCED);
        assertThat(Objects.requireNonNull(added.account(aor(active))).enabled()).isTrue();
        assertThat(Objects.requireNonNull(added.account(aor(suspended))).enabled())
                .isFalse();
        assertThat(added.account(aor(revoked))).isNull();
    }

    @Test
    void a_server_that_was_away_from_the_configuration_catches_up_when_it_is_back() {
        SyncNode with = new SyncNode(fixture, rest, view);
        Credential made = synced(with);
        SyncNode without = new SyncNode(fixture, view);
        lifecycle(without).become(CredentialStatus.REVOKED, made.id());
        assertThat(Objects.requireNonNull(rest.account(aor(made))).enabled()).isTrue();

        SyncNode again = new SyncNode(fixture, rest, view);
        again.pull.drain();

        assertThat(rest.account(aor(made))).isNull();
    }

    @Test
    void a_contact_that_comes_back_between_the_commit_and_the_removal_is_removed_once_more() {
        SyncNode node = new SyncNode(fixture, rest);
        Credential made = synced(node);
        rest.duringApply(() -> rest.register(aor(made), "racing"));

        SyncReport report = SyncNode.reportOf(lifecycle(node).become(CredentialStatus.SUSPENDED, made.id()));

        assertThat(report.status()).isEqualTo(SyncStatus.SYNCED);
        assertThat(rest.registrations(aor(made))).isEmpty();
    }

    @Test
    void an_account_of_somebody_else_is_neither_changed_nor_removed() {
        SyncNode node = new SyncNode(fixture, rest);
        Credential made = provision();
        WantedAccount stranger = older(made);
        rest.put(stranger);
        rest.failWith(Kind.ACCOUNT_EXISTS);
        assertThat(step(node.inRequest.sync(made.id()), Name.ACCOUNT, "rest").state())
                .isEqualTo(State.FAILED);
        rest.failWith(null);

        SyncReport report = SyncNode.reportOf(lifecycle(node).become(CredentialStatus.REVOKED, made.id()));

        assertThat(report.status()).isEqualTo(SyncStatus.SYNCED);
        assertThat(rest.account(aor(made))).isEqualTo(stranger);
        assertThat(rest.calls()).doesNotContain("remove", "deregister");
    }

    private WantedAccount onServer(Credential credential) {
        WantedAccount found = rest.account(aor(credential));
        assertThat(found).as("account on the server").isNotNull();
        return Objects.requireNonNull(found);
    }

    private WantedAccount older(Credential credential) {
        WantedAccount ours = wanted(credential);
        return new WantedAccount(
                ours.address(),
                true,
                ours.secret(),
                ours.displayName(),
                ours.number(),
                ours.created().minus(Duration.ofDays(1)));
    }
}
