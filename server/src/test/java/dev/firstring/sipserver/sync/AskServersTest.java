package dev.firstring.sipserver.sync;

import static org.assertj.core.api.Assertions.assertThat;

import dev.firstring.account.DisplayName;
import dev.firstring.sip.Credential;
import dev.firstring.sip.CredentialStatus;
import dev.firstring.sip.SipFixture;
import dev.firstring.sip.sync.SyncReport;
import dev.firstring.sip.sync.SyncReport.SyncStep;
import dev.firstring.sip.sync.SyncReport.SyncStep.Name;
import dev.firstring.sip.sync.SyncReport.SyncStep.State;
import dev.firstring.sip.sync.SyncStatus;
import dev.firstring.sipserver.Capability;
import dev.firstring.sipserver.MemoryServer;
import dev.firstring.sipserver.SipServerFault.Kind;
import dev.firstring.sipserver.WantedAccount;
import dev.firstring.testing.Together;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Objects;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** What an operator asks of the servers, judged by what the servers have afterwards. */
@Tag("slow")
class AskServersTest extends SyncCase {

    private static final Duration LATER = Duration.ofMinutes(6);

    private final MemoryServer rest =
            new MemoryServer("rest", Capability.LISTS_ACCOUNTS, Capability.TELLS_HASHES, Capability.DROPS_ONE_CONTACT);
    private final MemoryServer mute = new MemoryServer("mute", Capability.LISTS_ACCOUNTS);
    private final MemoryServer view = new MemoryServer("view", Capability.READS_DATABASE, Capability.DROPS_ONE_CONTACT);

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
    void a_request_that_comes_while_another_is_worked_on_is_done_as_well() {
        SyncNode node = new SyncNode(fixture, rest);
        Credential made = synced(node);
        end(node, made);
        Instant now = fixture.clock.instant();
        node.store.compare(made.id(), node.fleet.ids(), now);
        List<HeldWork> held = node.store.claim(made.id(), node.fleet.ids(), now, now.plusSeconds(30));
        rest.register(aor(made), "phone");
        node.store.endContacts(made.id(), node.fleet.ids(), now);

        node.runner.run(held);
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
        dead.store.endContacts(made.id(), dead.fleet.ids(), now);
        dead.store.claim(made.id(), dead.fleet.ids(), now, now.plusSeconds(30));

        alive.pull.drain();
        assertThat(read(made).standing().sync()).isEqualTo(SyncStatus.PENDING);
        fixture.clock.advance(Duration.ofSeconds(31));
        alive.pull.drain();

        assertThat(rest.registrations(aor(made))).isEmpty();
        assertThat(read(made).standing().sync()).isEqualTo(SyncStatus.SYNCED);
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
}
