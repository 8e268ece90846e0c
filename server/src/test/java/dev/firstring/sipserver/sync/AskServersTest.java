package dev.firstring.sipserver.sync;

import static org.assertj.core.api.Assertions.assertThat;

import dev.firstring.account.AccountId;
import dev.firstring.account.DisplayName;
import dev.firstring.sip.Credential;
import dev.firstring.sip.CredentialStatus;
import dev.firstring.sip.SipFixture;
import dev.firstring.sip.credential.UseCases;
import dev.firstring.sip.lifecycle.LifecycleUseCases;
import dev.firstring.sip.sync.SyncReport;
import dev.firstring.sip.sync.SyncStatus;
import dev.firstring.sip.sync.SyncStep;
import dev.firstring.sip.sync.SyncStep.Name;
import dev.firstring.sip.sync.SyncStep.State;
import dev.firstring.sipserver.Aor;
import dev.firstring.sipserver.Capability;
import dev.firstring.sipserver.MemoryServer;
import dev.firstring.sipserver.Registration;
import dev.firstring.sipserver.SipServerFault.Kind;
import dev.firstring.sipserver.WantedAccount;
import dev.firstring.testing.Together;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Objects;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** What an operator asks of the servers, judged by what the servers have afterwards. */
class AskServersTest {

    private static final Duration LATER = Duration.ofMinutes(6);

    private final SipFixture fixture = new SipFixture();
    private final UseCases useCases = new UseCases(fixture);
    private final AccountId account = fixture.account();
    private final MemoryServer rest =
            new MemoryServer("rest", Capability.LISTS_ACCOUNTS, Capability.TELLS_HASHES, Capability.DROPS_ONE_CONTACT);
    private final MemoryServer mute = new MemoryServer("mute", Capability.LISTS_ACCOUNTS);
    private final MemoryServer view = new MemoryServer("view", Capability.READS_DATABASE, Capability.DROPS_ONE_CONTACT);

    @AfterEach
    void close() {
        fixture.close();
    }

    @Test
    void an_account_that_a_server_lost_is_found_missing_and_made_again() {
        SyncNode node = new SyncNode(fixture, rest);
        Credential made = synced(node);
        rest.lose(aor(made));

        SyncReport report = compare(node, made);

        assertThat(rest.account(aor(made))).isNotNull();
        assertThat(report.status()).isEqualTo(SyncStatus.SYNCED);
        assertThat(report.steps())
                .containsExactly(
                        SyncStep.compared("rest", List.of("missing")),
                        SyncStep.done(Name.ACCOUNT, "rest"),
                        SyncStep.done(Name.READ_BACK, "rest"));
    }

    @Test
    void an_account_that_somebody_disabled_or_renamed_on_the_server_is_brought_back() {
        SyncNode node = new SyncNode(fixture, rest);
        Credential made = synced(node);
        WantedAccount right = Objects.requireNonNull(rest.account(aor(made)));
        rest.put(new WantedAccount(
                right.address(), false, right.secret(), new DisplayName("Mallory"), right.number(), right.created()));

        SyncReport report = compare(node, made);

        WantedAccount now = Objects.requireNonNull(rest.account(aor(made)));
        assertThat(now.enabled()).isTrue();
        assertThat(now.displayName()).isEqualTo(right.displayName());
        assertThat(report.steps().getFirst().found()).contains("wrong_state");
        assertThat(report.status()).isEqualTo(SyncStatus.SYNCED);
    }

    @Test
    void an_account_that_came_back_after_it_was_revoked_is_removed_with_its_contacts() {
        SyncNode node = new SyncNode(fixture, rest);
        Credential made = synced(node);
        WantedAccount before = Objects.requireNonNull(rest.account(aor(made)));
        lifecycle(node).become(CredentialStatus.REVOKED, made.id());
        rest.put(before);
        rest.register(aor(made), "phone");

        SyncReport report = compare(node, made);

        assertThat(rest.account(aor(made))).isNull();
        assertThat(rest.registrations(aor(made))).isEmpty();
        assertThat(report.steps().getFirst().found()).containsExactly("extra", "orphan_contact");
        assertThat(report.status()).isEqualTo(SyncStatus.SYNCED);
    }

    @Test
    void a_contact_of_a_suspended_credential_is_removed_from_every_kind_of_server() {
        SyncNode node = new SyncNode(fixture, rest, view, mute);
        Credential made = synced(node);
        lifecycle(node).become(CredentialStatus.SUSPENDED, made.id());
        rest.register(aor(made), "phone");
        view.register(aor(made), "phone");
        mute.register(aor(made), "phone");

        SyncReport report = compare(node, made);

        assertThat(rest.registrations(aor(made))).isEmpty();
        assertThat(view.registrations(aor(made))).isEmpty();
        assertThat(mute.registrations(aor(made))).isEmpty();
        assertThat(report.steps().stream().filter(step -> step.name() == Name.COMPARISON))
                .hasSize(3)
                .allSatisfy(step -> assertThat(step.found()).containsExactly("orphan_contact"));
    }

    @Test
    void a_server_that_is_as_it_should_be_is_asked_and_not_changed() {
        SyncNode node = new SyncNode(fixture, rest);
        Credential made = synced(node);
        rest.register(aor(made), "phone");
        int before = rest.calls().size();

        SyncReport report = compare(node, made);

        assertThat(rest.calls().subList(before, rest.calls().size())).containsExactly("find");
        assertThat(rest.registrations(aor(made))).hasSize(1);
        assertThat(report.steps()).containsExactly(SyncStep.compared("rest", List.of()));
    }

    @Test
    void a_server_that_does_not_tell_its_secret_is_given_the_right_one() {
        SyncNode node = new SyncNode(fixture, mute);
        Credential made = synced(node);
        long before = mute.count("apply");

        compare(node, made);

        assertThat(mute.count("apply")).isEqualTo(before + 1);
    }

    @Test
    void a_server_that_says_yes_and_does_nothing_is_found_out() {
        SyncNode node = new SyncNode(fixture, rest);
        Credential made = synced(node);
        rest.lose(aor(made));
        rest.doNothing(true);

        SyncReport report = compare(node, made);

        assertThat(report.status()).isEqualTo(SyncStatus.PENDING);
        assertThat(report.steps().getLast().state()).isEqualTo(State.FAILED);
        assertThat(report.steps().getLast().why()).isEqualTo("the server has no such account");
    }

    @Test
    void a_comparison_that_failed_is_made_when_the_server_is_back() {
        SyncNode node = new SyncNode(fixture, rest);
        Credential made = synced(node);
        rest.lose(aor(made));
        rest.failWith(Kind.SERVER_UNAVAILABLE);

        SyncReport report = compare(node, made);
        assertThat(report.status()).isEqualTo(SyncStatus.PENDING);
        assertThat(report.steps().getFirst().code()).isEqualTo("SERVER_UNAVAILABLE");
        assertThat(read(made).standing().sync()).isEqualTo(SyncStatus.PENDING);

        rest.failWith(null);
        fixture.clock.advance(LATER);
        node.pull.drain();
        assertThat(rest.account(aor(made))).isNotNull();
        assertThat(read(made).standing().sync()).isEqualTo(SyncStatus.SYNCED);
    }

    @Test
    void registrations_that_could_not_be_ended_are_ended_when_the_server_is_back_by_another_node() {
        SyncNode asked = new SyncNode(fixture, rest, view);
        SyncNode other = new SyncNode(fixture, rest, view);
        Credential made = synced(asked);
        rest.register(aor(made), "phone");
        view.register(aor(made), "phone");
        rest.failWith(Kind.SERVER_UNAVAILABLE);

        SyncReport report = end(asked, made);

        assertThat(report.status()).isEqualTo(SyncStatus.PENDING);
        assertThat(view.registrations(aor(made))).isEmpty();
        assertThat(read(made).standing().sync()).isEqualTo(SyncStatus.PENDING);
        assertThat(other.report(made.id()).steps())
                .filteredOn(step -> step.state() == State.FAILED)
                .singleElement()
                .satisfies(step -> assertThat(step.name()).isEqualTo(Name.CONTACTS))
                .satisfies(step -> assertThat(step.why()).isEqualTo("the test says so"))
                .satisfies(step -> assertThat(step.due()).isAfter(fixture.clock.instant()));

        rest.failWith(null);
        fixture.clock.advance(LATER);
        other.pull.drain();

        assertThat(rest.registrations(aor(made))).isEmpty();
        assertThat(read(made).standing().sync()).isEqualTo(SyncStatus.SYNCED);
        assertThat(other.pull.pending()).isZero();
    }

    @Test
    void a_server_that_ends_nothing_and_says_so_well_is_no_success() {
        SyncNode node = new SyncNode(fixture, rest);
        Credential made = synced(node);
        rest.register(aor(made), "phone");
        rest.doNothing(true);

        SyncReport report = end(node, made);

        assertThat(report.status()).isEqualTo(SyncStatus.PENDING);
        assertThat(report.steps().getLast().why()).contains("1 live contacts");
        rest.doNothing(false);
        fixture.clock.advance(LATER);
        node.pull.drain();
        assertThat(rest.registrations(aor(made))).isEmpty();
    }

    @Test
    void a_phone_that_registered_after_the_request_is_left_alone_by_the_attempts_that_follow() {
        SyncNode node = new SyncNode(fixture, rest);
        Credential made = synced(node);
        Instant asked = fixture.clock.instant();
        rest.register(aor(made), "old", asked.minusSeconds(60));
        rest.failWith(Kind.SERVER_UNAVAILABLE);
        end(node, made);

        rest.failWith(null);
        fixture.clock.advance(LATER);
        rest.register(aor(made), "new", asked.plusSeconds(60));
        node.pull.drain();

        assertThat(rest.registrations(aor(made)).stream().map(Registration::key))
                .containsExactly("new");
        assertThat(read(made).standing().sync()).isEqualTo(SyncStatus.SYNCED);
    }

    @Test
    void a_credential_that_was_reactivated_after_the_request_keeps_contacts_of_unknown_age() {
        SyncNode node = new SyncNode(fixture, view);
        Credential made = synced(node);
        lifecycle(node).become(CredentialStatus.SUSPENDED, made.id());
        view.failWith(Kind.SERVER_UNAVAILABLE);
        end(node, made);
        fixture.clock.advance(Duration.ofSeconds(10));
        lifecycle(node).become(CredentialStatus.ACTIVE, made.id());
        view.failWith(null);
        view.register(aor(made), "phone");

        fixture.clock.advance(LATER);
        node.pull.drain();

        assertThat(view.registrations(aor(made))).hasSize(1);
        assertThat(read(made).standing().sync()).isEqualTo(SyncStatus.SYNCED);
    }

    @Test
    void a_request_that_comes_while_another_is_worked_on_is_done_as_well() {
        SyncNode node = new SyncNode(fixture, rest);
        Credential made = synced(node);
        end(node, made);
        Instant now = fixture.clock.instant();
        new ServerRequests(fixture.jdbc).compare(made.id(), node.fleet.ids(), now);
        List<HeldWork> held = node.rows.claim(made.id(), node.fleet.ids(), now, now.plusSeconds(30));
        rest.register(aor(made), "phone");
        new ServerRequests(fixture.jdbc).endContacts(made.id(), node.fleet.ids(), now);

        node.work.doNow(held);
        assertThat(read(made).standing().sync()).isEqualTo(SyncStatus.PENDING);
        node.pull.drain();

        assertThat(rest.registrations(aor(made))).isEmpty();
        assertThat(read(made).standing().sync()).isEqualTo(SyncStatus.SYNCED);
    }

    @Test
    void a_node_that_dies_after_the_request_was_kept_leaves_it_to_another() {
        SyncNode dead = new SyncNode(fixture, rest);
        SyncNode alive = new SyncNode(fixture, rest);
        Credential made = synced(dead);
        rest.register(aor(made), "phone");
        Instant now = fixture.clock.instant();
        new ServerRequests(fixture.jdbc).endContacts(made.id(), dead.fleet.ids(), now);
        dead.rows.claim(made.id(), dead.fleet.ids(), now, now.plusSeconds(30));

        alive.pull.drain();
        assertThat(read(made).standing().sync()).isEqualTo(SyncStatus.PENDING);
        fixture.clock.advance(Duration.ofSeconds(31));
        alive.pull.drain();

        assertThat(rest.registrations(aor(made))).isEmpty();
        assertThat(read(made).standing().sync()).isEqualTo(SyncStatus.SYNCED);
    }

    @Test
    void one_device_is_signed_out_later_when_its_server_is_away_and_the_others_stay() {
        SyncNode node = new SyncNode(fixture, rest);
        Credential made = synced(node);
        rest.register(aor(made), "stolen");
        rest.register(aor(made), "kept");
        String stolen = rest.registrations(aor(made)).getFirst().id(rest.id());
        rest.failWith(Kind.SERVER_UNAVAILABLE);

        SyncReport report = node.ask
                .endContact(made, List.of(rest.id()), stolen, "owner", fixture.clock.instant())
                .orElseThrow();

        assertThat(report.status()).isEqualTo(SyncStatus.PENDING);
        rest.failWith(null);
        fixture.clock.advance(LATER);
        node.pull.drain();
        assertThat(rest.registrations(aor(made)).stream().map(Registration::key))
                .containsExactly("kept");
        assertThat(read(made).standing().sync()).isEqualTo(SyncStatus.SYNCED);
    }

    @Test
    void no_more_than_a_few_devices_are_kept_for_a_server_that_is_away() {
        SyncNode node = new SyncNode(fixture, rest);
        Credential made = synced(node);
        rest.failWith(Kind.SERVER_UNAVAILABLE);
        ServerRequests requests = new ServerRequests(fixture.jdbc);
        for (int i = 0; i < ServerRequests.MOST_DEVICES; i++) {
            assertThat(requests.endContact(made.id(), node.fleet.ids(), "contact" + i, fixture.clock.instant()))
                    .isTrue();
        }

        assertThat(node.ask.endContact(made, node.fleet.ids(), "one-more", "owner", fixture.clock.instant()))
                .isEmpty();
    }

    @Test
    void requests_of_two_nodes_at_once_are_all_done() {
        SyncNode one = new SyncNode(fixture, rest);
        SyncNode two = new SyncNode(fixture, rest);
        Credential made = synced(one);

        Together.run(6, index -> {
            SyncNode node = index % 2 == 0 ? one : two;
            rest.register(aor(made), "phone" + index);
            if (index < 3) {
                end(node, made);
            } else {
                rest.lose(aor(made));
                compare(node, made);
            }
            return null;
        });
        one.pull.drain();

        assertThat(rest.account(aor(made))).isNotNull();
        assertThat(read(made).standing().sync()).isEqualTo(SyncStatus.SYNCED);
        assertThat(rest.wasCrowded()).isFalse();
    }

    @Test
    void a_reactivation_leaves_the_phones_alone_though_the_suspension_before_was_never_finished() {
        SyncNode node = new SyncNode(fixture, view);
        view.cache(Duration.ofSeconds(60));
        Credential made = synced(node);
        lifecycle(node).become(CredentialStatus.SUSPENDED, made.id());
        fixture.clock.advance(Duration.ofSeconds(10));

        SyncReport report = SyncNode.reportOf(lifecycle(node).become(CredentialStatus.ACTIVE, made.id()));
        view.register(aor(made), "phone");
        fixture.clock.advance(LATER);
        node.pull.drain();

        assertThat(report.steps())
                .containsExactly(SyncStep.done(Name.DATABASE, null), SyncStep.done(Name.ACCOUNT, "view"));
        assertThat(view.registrations(aor(made))).hasSize(1);
    }

    @Test
    void a_password_that_was_changed_before_a_suspension_and_a_reactivation_still_ends_the_old_registrations() {
        SyncNode node = new SyncNode(fixture, rest);
        Credential made = synced(node);
        rest.register(aor(made), "old password");
        rest.failWith(Kind.SERVER_UNAVAILABLE);
        lifecycle(node).password.regenerate(made.id(), account, "owner", fixture.clock.instant());
        lifecycle(node).become(CredentialStatus.SUSPENDED, made.id());
        lifecycle(node).become(CredentialStatus.ACTIVE, made.id());

        rest.failWith(null);
        fixture.clock.advance(LATER);
        node.pull.drain();

        assertThat(rest.registrations(aor(made))).isEmpty();
    }

    @Test
    void a_node_that_wakes_up_after_its_lease_leaves_no_contact_that_its_late_call_let_in() {
        SyncNode slow = new SyncNode(fixture, rest);
        SyncNode quick = new SyncNode(fixture, rest);
        Credential made = useCases.provisioned(fixture.order(account, SipFixture.number(0)))
                .credential();
        Instant now = fixture.clock.instant();
        HeldWork held = slow.rows
                .claim(made.id(), List.of(rest.id()), now, now.plusSeconds(30))
                .getFirst();
        fixture.clock.advance(Duration.ofSeconds(31));
        lifecycle(quick).become(CredentialStatus.SUSPENDED, made.id());

        // The slow node's call enabled the account once more, and a phone used that.
        rest.register(aor(made), "phone");
        slow.results.settle(
                List.of(new Attempt(held, 1, true, null, null, 0, CutProgress.NONE, List.of())),
                fixture.clock.instant());
        assertThat(read(made).standing().sync()).isEqualTo(SyncStatus.PENDING);
        quick.pull.drain();

        assertThat(rest.registrations(aor(made))).isEmpty();
    }

    @Test
    void without_servers_nobody_is_told_anything_and_nothing_is_kept() {
        SyncNode node = new SyncNode(fixture);
        Credential made = useCases.provisioned(fixture.order(account, SipFixture.number(0)))
                .credential();

        assertThat(compare(node, made)).isEqualTo(SyncReport.synced(List.of()));
        assertThat(end(node, made)).isEqualTo(SyncReport.synced(List.of()));
        assertThat(read(made).standing().sync()).isEqualTo(SyncStatus.SYNCED);
    }

    private SyncReport compare(SyncNode node, Credential credential) {
        return node.ask.compare(credential, "admin:test", fixture.clock.instant());
    }

    private SyncReport end(SyncNode node, Credential credential) {
        return node.ask.endContacts(credential, "admin:test", fixture.clock.instant());
    }

    private Credential synced(SyncNode node) {
        Credential made = useCases.provisioned(fixture.order(account, SipFixture.number(0)))
                .credential();
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

    private static Aor aor(Credential credential) {
        return Aor.of(credential.address());
    }
}
