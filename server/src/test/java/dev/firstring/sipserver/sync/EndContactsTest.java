package dev.firstring.sipserver.sync;

import static org.assertj.core.api.Assertions.assertThat;

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
import dev.firstring.sipserver.Registration;
import dev.firstring.sipserver.SipServerFault.Kind;
import dev.firstring.sipserver.sync.HeldWork.CutProgress;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** Registrations that have to end, on servers that fail and with phones that come back. */
@Tag("slow")
class EndContactsTest extends SyncCase {

    private static final Duration LATER = Duration.ofMinutes(6);

    private final MemoryServer rest =
            new MemoryServer("rest", Capability.LISTS_ACCOUNTS, Capability.TELLS_HASHES, Capability.DROPS_ONE_CONTACT);
    private final MemoryServer view = new MemoryServer("view", Capability.READS_DATABASE, Capability.DROPS_ONE_CONTACT);

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
        for (int i = 0; i < SyncStore.MAX_DEVICES; i++) {
            assertThat(node.store.endContact(made.id(), node.fleet.ids(), "contact" + i, fixture.clock.instant()))
                    .isTrue();
        }

        assertThat(node.ask.endContact(made, node.fleet.ids(), "one-more", "owner", fixture.clock.instant()))
                .isEmpty();
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
        HeldWork held = slow.store
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

    private SyncReport end(SyncNode node, Credential credential) {
        return node.ask.endContacts(credential, "admin:test", fixture.clock.instant());
    }
}
