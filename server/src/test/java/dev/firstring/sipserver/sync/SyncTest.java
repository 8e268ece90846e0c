package dev.firstring.sipserver.sync;

import static org.assertj.core.api.Assertions.assertThat;

import dev.firstring.account.AccountId;
import dev.firstring.account.DisplayName;
import dev.firstring.sip.Credential;
import dev.firstring.sip.CredentialStatus;
import dev.firstring.sip.SipFixture;
import dev.firstring.sip.credential.UseCases;
import dev.firstring.sip.lifecycle.LifecycleOutcome;
import dev.firstring.sip.lifecycle.LifecycleUseCases;
import dev.firstring.sip.lifecycle.RegeneratePassword;
import dev.firstring.sip.sync.SyncReport;
import dev.firstring.sip.sync.SyncStatus;
import dev.firstring.sip.sync.SyncStep;
import dev.firstring.sip.sync.SyncStep.Name;
import dev.firstring.sip.sync.SyncStep.State;
import dev.firstring.sipserver.Aor;
import dev.firstring.sipserver.Capability;
import dev.firstring.sipserver.MemoryServer;
import dev.firstring.sipserver.SipServerFault.Kind;
import dev.firstring.sipserver.WantedAccount;
import dev.firstring.testing.Together;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Objects;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class SyncTest {

    private final SipFixture fixture = new SipFixture();
    private final UseCases useCases = new UseCases(fixture);
    private final AccountId account = fixture.account();
    private final MemoryServer rest = new MemoryServer("rest", Capability.LISTS_ACCOUNTS, Capability.TELLS_HASHES);
    private final MemoryServer view = new MemoryServer("view", Capability.READS_DATABASE);
    private int numbers;

    @AfterEach
    void close() {
        fixture.close();
    }

    @Test
    void without_servers_a_credential_is_synced() {
        SyncNode node = new SyncNode(fixture);

        Credential made = provision();

        assertThat(node.bring.bring(made.id()).status()).isEqualTo(SyncStatus.SYNCED);
        assertThat(read(made).standing().sync()).isEqualTo(SyncStatus.SYNCED);
    }

    @Test
    void a_new_credential_is_on_every_server_before_the_request_ends() {
        SyncNode node = new SyncNode(fixture, rest, view);
        Credential made = provision();
        assertThat(read(made).standing().sync()).isEqualTo(SyncStatus.PENDING);

        SyncReport report = node.bring.bring(made.id());

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
        assertThat(node.bring.bring(made.id()).steps()).contains(SyncStep.done(Name.ACCOUNT, "rest"));

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

        LifecycleOutcome outcome = lifecycle(node).become(CredentialStatus.REVOKED, made.id());

        assertThat(SyncNode.reportOf(outcome).status()).isEqualTo(SyncStatus.SYNCED);
        assertThat(rest.account(aor(made))).isNull();
        assertThat(lifecycle(node).become(CredentialStatus.ACTIVE, made.id()))
                .isEqualTo(new LifecycleOutcome.NotAllowed(CredentialStatus.REVOKED));
    }

    @Test
    void a_server_that_is_down_leaves_the_change_pending_and_gets_it_when_it_is_back() {
        SyncNode node = new SyncNode(fixture, rest, view);
        Credential made = synced(node);
        rest.failWith(Kind.SERVER_UNAVAILABLE);

        SyncReport report = SyncNode.reportOf(lifecycle(node).become(CredentialStatus.SUSPENDED, made.id()));

        assertThat(report.status()).isEqualTo(SyncStatus.PENDING);
        SyncStep failed = step(report, Name.REFUSAL, "rest");
        assertThat(failed.state()).isEqualTo(State.FAILED);
        assertThat(failed.why()).isEqualTo("the test says so");
        assertThat(failed.due()).isAfter(fixture.clock.instant());
        assertThat(step(report, Name.READ_BACK, "rest").state()).isEqualTo(State.PENDING);
        assertThat(step(report, Name.READ_BACK, "view").state()).isEqualTo(State.DONE);

        rest.failWith(null);
        fixture.clock.advance(Duration.ofMinutes(1));
        node.pull.drain();

        assertThat(node.report(made.id()).status()).isEqualTo(SyncStatus.SYNCED);
        assertThat(onServer(made).enabled()).isFalse();
    }

    @Test
    void an_hour_of_absence_costs_few_calls_and_loses_nothing() {
        SyncNode node = new SyncNode(fixture, rest);
        rest.failWith(Kind.SERVER_UNAVAILABLE);
        List<Credential> made = List.of(provision(), provision(), provision());
        for (int second = 0; second < 3600; second += 5) {
            node.pull.drain();
            fixture.clock.advance(Duration.ofSeconds(5));
        }
        assertThat(rest.calls()).hasSizeLessThan(3 * 30);

        rest.failWith(null);
        fixture.clock.advance(Duration.ofMinutes(5));
        // A server that was left alone is tried with a few calls first.
        for (int second = 0; second < 10; second++) {
            node.pull.drain();
            fixture.clock.advance(Duration.ofSeconds(1));
        }

        assertThat(made).allSatisfy(one -> assertThat(onServer(one).enabled()).isTrue());
    }

    @Test
    void an_answer_that_comes_too_late_is_healed_by_doing_it_again() {
        SyncNode node = new SyncNode(fixture, rest);
        Credential made = provision();
        rest.answerTooLate(true);
        assertThat(node.bring.bring(made.id()).status()).isEqualTo(SyncStatus.PENDING);

        rest.answerTooLate(false);
        fixture.clock.advance(Duration.ofSeconds(2));
        node.pull.drain();

        assertThat(node.report(made.id()).status()).isEqualTo(SyncStatus.SYNCED);
    }

    @Test
    void a_server_that_refuses_our_key_is_left_alone_until_it_takes_it_and_nothing_is_lost() {
        SyncNode node = new SyncNode(fixture, rest);
        Credential made = provision();
        rest.failWith(Kind.AUTHENTICATION_FAILED);
        node.bring.bring(made.id());
        int calls = rest.calls().size();

        Credential other = provision();
        SyncReport report = node.bring.bring(other.id());
        assertThat(rest.calls()).hasSize(calls);
        assertThat(step(report, Name.ACCOUNT, "rest").why()).contains("does not take our credentials");

        rest.failWith(null);
        node.fleet.servers().forEach(server -> server.probe());
        fixture.clock.advance(Duration.ofMinutes(5));
        node.pull.drain();
        assertThat(onServer(made).enabled()).isTrue();
        assertThat(onServer(other).enabled()).isTrue();
    }

    @Test
    void a_server_on_which_most_calls_fail_is_left_alone_for_a_moment_and_then_tried_again() {
        SyncNode node = new SyncNode(fixture, rest);
        rest.failWith(Kind.SERVER_UNAVAILABLE);
        List<Credential> made = Stream.generate(this::provision).limit(60).toList();
        node.pull.drain();
        assertThat(rest.calls()).hasSizeLessThan(60);
        int calls = rest.calls().size();
        assertThat(node.bring.bring(made.getFirst().id()).steps().getLast().why())
                .contains("left alone");
        assertThat(rest.calls()).hasSize(calls);

        rest.failWith(null);
        for (int second = 0; second < 60; second++) {
            fixture.clock.advance(Duration.ofSeconds(1));
            node.pull.drain();
        }

        assertThat(made).allSatisfy(one -> assertThat(onServer(one).enabled()).isTrue());
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
    void a_change_that_comes_while_an_older_one_is_applied_wins() {
        SyncNode node = new SyncNode(fixture, rest);
        Credential made = synced(node);
        useCases.rename.rename(made.id(), account, new DisplayName("Grace"), "owner", fixture.clock.instant());
        rest.duringApply(() -> {
            rest.duringApply(() -> {});
            fixture.jdbc.update(
                    "UPDATE sip_credential SET status = 'suspended', revision = revision + 1,"
                            + " cut_revision = revision + 1 WHERE id = ?",
                    made.id().value());
        });
        node.bring.bring(made.id());
        assertThat(node.report(made.id()).status()).isEqualTo(SyncStatus.PENDING);

        node.pull.drain();

        assertThat(node.report(made.id()).status()).isEqualTo(SyncStatus.SYNCED);
        assertThat(onServer(made).enabled()).isFalse();
    }

    @Test
    void work_of_a_node_that_died_is_done_by_another_after_its_lease() {
        SyncNode dead = new SyncNode(fixture, rest);
        SyncNode alive = new SyncNode(fixture, rest);
        Credential made = provision();
        Instant now = fixture.clock.instant();
        assertThat(dead.rows.claim(made.id(), List.of(rest.id()), now, now.plusSeconds(30)))
                .hasSize(1);

        assertThat(alive.pull.drain()).isZero();
        fixture.clock.advance(Duration.ofSeconds(30));
        assertThat(alive.pull.drain()).isEqualTo(1);

        assertThat(onServer(made).enabled()).isTrue();
    }

    @Test
    void a_node_that_wakes_up_after_its_lease_makes_the_account_be_applied_again() {
        SyncNode slow = new SyncNode(fixture, rest);
        SyncNode quick = new SyncNode(fixture, rest);
        Credential made = provision();
        WantedAccount before = wanted(made);
        Instant now = fixture.clock.instant();
        HeldWork held = slow.rows
                .claim(made.id(), List.of(rest.id()), now, now.plusSeconds(30))
                .getFirst();
        fixture.clock.advance(Duration.ofSeconds(31));
        lifecycle(quick).become(CredentialStatus.SUSPENDED, made.id());
        assertThat(onServer(made).enabled()).isFalse();

        // The slow node's call comes through only now.
        rest.put(before);
        slow.results.settle(
                List.of(new Attempt(held, 1, true, null, null, 0, CutProgress.NONE, List.of())),
                fixture.clock.instant());
        assertThat(quick.pull.drain()).isEqualTo(1);

        assertThat(onServer(made).enabled()).isFalse();
    }

    @Test
    void two_nodes_at_once_never_work_on_one_account_together() {
        SyncNode one = new SyncNode(fixture, rest);
        SyncNode two = new SyncNode(fixture, rest);
        List<Credential> made = Stream.generate(this::provision).limit(100).toList();

        Together.run(4, index -> {
            SyncNode node = index % 2 == 0 ? one : two;
            node.pull.drain();
            made.forEach(credential -> node.bring.bring(credential.id()));
            return null;
        });

        assertThat(rest.wasCrowded()).isFalse();
        assertThat(made)
                .allSatisfy(credential ->
                        assertThat(one.report(credential.id()).status()).isEqualTo(SyncStatus.SYNCED));
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
        assertThat(rest.account(aor(made))).isNotNull();

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
        assertThat(step(node.bring.bring(made.id()), Name.ACCOUNT, "rest").state())
                .isEqualTo(State.FAILED);
        rest.failWith(null);

        SyncReport report = SyncNode.reportOf(lifecycle(node).become(CredentialStatus.REVOKED, made.id()));

        assertThat(report.status()).isEqualTo(SyncStatus.SYNCED);
        assertThat(rest.account(aor(made))).isEqualTo(stranger);
        assertThat(rest.calls()).doesNotContain("remove", "deregister");
    }

    @Test
    void an_account_that_was_made_by_an_answer_that_came_too_late_is_removed() {
        SyncNode node = new SyncNode(fixture, rest);
        Credential made = provision();
        rest.answerTooLate(true);
        node.bring.bring(made.id());
        rest.answerTooLate(false);

        lifecycle(node).become(CredentialStatus.REVOKED, made.id());

        assertThat(rest.account(aor(made))).isNull();
    }

    @Test
    void a_secret_that_cannot_be_opened_fails_alone() {
        SyncNode node = new SyncNode(fixture, rest);
        Credential broken = provision();
        Credential sound = provision();
        fixture.jdbc.update(
                "UPDATE sip_credential SET secret = ? WHERE id = ?",
                new byte[40],
                broken.id().value());

        node.pull.drain();

        assertThat(node.report(sound.id()).status()).isEqualTo(SyncStatus.SYNCED);
        assertThat(step(node.report(broken.id()), Name.ACCOUNT, "rest").state()).isEqualTo(State.FAILED);
    }

    private Credential provision() {
        AccountId owner = numbers == 0 ? account : fixture.account();
        return useCases.provisioned(fixture.order(owner, SipFixture.number(numbers++)))
                .credential();
    }

    private Credential synced(SyncNode node) {
        Credential made = provision();
        node.bring.bring(made.id());
        return made;
    }

    private LifecycleUseCases lifecycle(SyncNode node) {
        return new LifecycleUseCases(fixture, node.bring);
    }

    private Credential read(Credential credential) {
        return useCases.read
                .byId(credential.id(), credential.account())
                .orElseThrow()
                .credential();
    }

    private WantedAccount wanted(Credential credential) {
        return new WantedAccount(
                credential.address(),
                true,
                Objects.requireNonNull(useCases.read
                        .byId(credential.id(), credential.account())
                        .orElseThrow()
                        .secret()),
                credential.profile().displayName(),
                credential.number(),
                credential.times().created());
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

    private WantedAccount onServer(Credential credential) {
        WantedAccount found = rest.account(aor(credential));
        assertThat(found).as("account on the server").isNotNull();
        return Objects.requireNonNull(found);
    }

    private static Aor aor(Credential credential) {
        return Aor.of(credential.address());
    }

    private static SyncStep step(SyncReport report, Name name, String server) {
        return report.steps().stream()
                .filter(step -> step.name() == name && server.equals(step.server()))
                .findFirst()
                .orElseThrow(() -> new AssertionError(report.toString()));
    }
}
