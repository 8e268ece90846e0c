package dev.firstring.sipserver.adapter.flexisip;

import static dev.firstring.sipserver.adapter.flexisip.InForceRoom.aor;
import static dev.firstring.sipserver.adapter.flexisip.InForceRoom.step;
import static org.assertj.core.api.Assertions.assertThat;

import dev.firstring.sip.Credential;
import dev.firstring.sip.CredentialStatus;
import dev.firstring.sip.SipSecret;
import dev.firstring.sip.sync.SyncReport;
import dev.firstring.sip.sync.SyncReport.SyncStep;
import dev.firstring.sip.sync.SyncReport.SyncStep.Name;
import dev.firstring.sip.sync.SyncReport.SyncStep.State;
import dev.firstring.sip.sync.SyncStatus;
import dev.firstring.sipserver.check.Validation;
import dev.firstring.sipserver.sync.SyncNode;
import java.time.Duration;
import java.time.Instant;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** A step is done only when what it claims was observed after the last moment at which something could undo it. */
@Tag("peer")
class InForceTest {

    private final InForceRoom room = new InForceRoom();

    @AfterEach
    void close() {
        room.close();
    }

    @Test
    void a_query_under_way_brings_credentials_back_and_they_are_dropped_again_before_anything_is_done() {
        try (StandIn flexisip = room.process("node");
                FlexisipServer server = room.adapter(room.path("node"))) {
            SyncNode node = new SyncNode(room.fixture, server);
            Credential made = room.credential(node);
            SipSecret secret = room.secret(made);
            StandIn.Query underWay = flexisip.query(aor(made));

            SyncReport report = room.become(node, CredentialStatus.SUSPENDED, made);
            Instant due = room.fixture.clock.instant().plusSeconds(2);
            assertThat(report.status()).isEqualTo(SyncStatus.PENDING);
            assertThat(report.steps()).filteredOn(each -> each.server() != null).allSatisfy(each -> {
                assertThat(each.state()).isEqualTo(State.PENDING);
                assertThat(each.due()).isEqualTo(due);
            });

            flexisip.arrive(underWay);
            assertThat(flexisip.register(aor(made), secret, "Back")).isTrue();
            room.pass(node, Duration.ofSeconds(2));
            assertThat(room.live(server, made)).isEmpty();
            assertThat(step(node.report(made.id()), Name.CACHES).state()).isEqualTo(State.DONE);
            assertThat(step(node.report(made.id()), Name.CONTACTS).state()).isEqualTo(State.PENDING);

            // Whoever was let in by what was dropped just now comes through a moment later.
            room.phones.register(aor(made), "Written late", room.fixture.clock.instant(), 3600);
            room.pass(node, Duration.ofSeconds(1));

            assertThat(node.report(made.id()).status()).isEqualTo(SyncStatus.SYNCED);
            assertThat(node.report(made.id()).steps())
                    .extracting(SyncStep::state)
                    .containsOnly(State.DONE);
            assertThat(room.live(server, made)).isEmpty();
            assertThat(flexisip.admits(aor(made), secret)).isFalse();
        }
    }

    @Test
    void what_is_pending_is_done_by_another_node_after_a_crash() {
        try (StandIn flexisip = room.process("node");
                FlexisipServer server = room.adapter(room.path("node"));
                FlexisipServer same = room.adapter(room.path("node"))) {
            Credential made = room.credential(new SyncNode(room.fixture, server));
            SipSecret secret = room.secret(made);
            StandIn.Query underWay = flexisip.query(aor(made));
            room.become(new SyncNode(room.fixture, server), CredentialStatus.SUSPENDED, made);
            flexisip.arrive(underWay);

            SyncNode other = new SyncNode(room.fixture, same);
            room.pass(other, Duration.ofSeconds(1));
            assertThat(other.report(made.id()).status()).isEqualTo(SyncStatus.PENDING);
            room.pass(other, Duration.ofSeconds(1));
            room.pass(other, Duration.ofSeconds(1));

            assertThat(other.report(made.id()).status()).isEqualTo(SyncStatus.SYNCED);
            assertThat(flexisip.admits(aor(made), secret)).isFalse();
        }
    }

    @Test
    void a_phone_that_registers_with_the_new_password_while_the_old_one_may_still_be_cached_stays() {
        try (StandIn flexisip = StandIn.withoutSocket(room.fixture.jdbc, room.phones, room.fixture.clock);
                FlexisipServer server = room.adapter()) {
            SyncNode node = new SyncNode(room.fixture, server);
            Credential made = room.credential(node);
            assertThat(flexisip.register(aor(made), room.secret(made), "Before"))
                    .isTrue();
            room.pass(node, Duration.ofSeconds(30));

            room.rotate(node, made);
            assertThat(room.live(server, made)).isEmpty();
            assertThat(flexisip.register(aor(made), room.secret(made), "Too early"))
                    .isFalse();
            room.pass(node, Duration.ofSeconds(35));
            assertThat(flexisip.register(aor(made), room.secret(made), "After")).isTrue();
            assertThat(node.report(made.id()).status()).isEqualTo(SyncStatus.PENDING);
            room.pass(node, Duration.ofSeconds(60));

            assertThat(room.live(server, made)).containsExactly("After");
            assertThat(step(node.report(made.id()), Name.CONTACTS).why()).contains("not since: 1");
        }
    }

    @Test
    void a_phone_that_registers_with_the_new_password_at_once_stays_when_caches_are_dropped_again() {
        try (StandIn flexisip = room.process("node");
                FlexisipServer server = room.adapter(room.path("node"))) {
            SyncNode node = new SyncNode(room.fixture, server);
            Credential made = room.credential(node);
            flexisip.register(aor(made), room.secret(made), "Before");

            room.rotate(node, made);
            assertThat(flexisip.register(aor(made), room.secret(made), "After")).isTrue();
            room.pass(node, Duration.ofSeconds(2));

            assertThat(node.report(made.id()).status()).isEqualTo(SyncStatus.SYNCED);
            assertThat(room.live(server, made)).containsExactly("After");
        }
    }

    @Test
    void a_phone_that_registers_after_a_reactivation_stays_and_the_steps_are_those_of_the_reactivation() {
        try (StandIn flexisip = StandIn.withoutSocket(room.fixture.jdbc, room.phones, room.fixture.clock);
                FlexisipServer server = room.adapter()) {
            SyncNode node = new SyncNode(room.fixture, server);
            Credential made = room.credential(node);
            flexisip.register(aor(made), room.secret(made), "Before");
            room.become(node, CredentialStatus.SUSPENDED, made);
            room.pass(node, Duration.ofSeconds(5));

            SyncReport report = room.become(node, CredentialStatus.ACTIVE, made);
            assertThat(report.steps()).extracting(SyncStep::name).doesNotContain(Name.REFUSAL, Name.CONTACTS);
            assertThat(flexisip.register(aor(made), room.secret(made), "After")).isTrue();
            room.pass(node, Duration.ofMinutes(2));

            assertThat(room.live(server, made)).containsExactly("After");
            assertThat(node.report(made.id()).status()).isEqualTo(SyncStatus.SYNCED);
        }
    }

    @Test
    void a_suspension_that_is_over_has_no_part_in_what_a_reactivation_answers() {
        try (StandIn flexisip = room.process("node");
                FlexisipServer server = room.adapter(room.path("node"))) {
            SyncNode node = new SyncNode(room.fixture, server);
            Credential made = room.credential(node);
            room.become(node, CredentialStatus.SUSPENDED, made);
            room.pass(node, Duration.ofSeconds(2));
            room.pass(node, Duration.ofSeconds(1));
            assertThat(node.report(made.id()).status()).isEqualTo(SyncStatus.SYNCED);

            SyncReport report = room.become(node, CredentialStatus.ACTIVE, made);

            assertThat(report.status()).isEqualTo(SyncStatus.SYNCED);
            assertThat(report.steps()).extracting(SyncStep::name).containsExactly(Name.DATABASE, Name.ACCOUNT);
            assertThat(flexisip.register(aor(made), room.secret(made), "Back")).isTrue();
        }
    }

    @Test
    void an_account_that_is_made_good_while_its_contacts_are_removed_keeps_the_phone_that_came_back() {
        try (FlexisipServer server = room.adapter()) {
            Credential made = room.credential(new SyncNode(room.fixture, server));
            String field = room.phones.register(aor(made), "Phone", room.fixture.clock.instant(), 3600);
            var seen = server.registrations(aor(made)).getFirst();

            room.phones.refresh(aor(made), field, room.fixture.clock.instant(), 3600);

            assertThat(server.deregister(aor(made), seen)).isFalse();
            assertThat(room.live(server, made)).containsExactly("Phone");
        }
    }

    @Test
    void a_node_that_hangs_keeps_no_contact_alive_and_nothing_is_done_before_it_answers() {
        try (StandIn hung = room.process("a");
                StandIn fine = room.process("b");
                FlexisipServer server = room.adapter(room.path("a"), room.path("b"))) {
            SyncNode node = new SyncNode(room.fixture, server);
            Credential made = room.credential(node);
            SipSecret secret = room.secret(made);
            hung.register(aor(made), secret, "At a");
            fine.register(aor(made), secret, "At b");
            hung.socket().hang();

            SyncReport report = room.become(node, CredentialStatus.SUSPENDED, made);

            assertThat(room.live(server, made)).isEmpty();
            assertThat(step(report, Name.CACHES).state()).isEqualTo(State.FAILED);
            assertThat(step(report, Name.CACHES).why()).contains(room.path("a")).doesNotContain(room.path("b"));
            assertThat(fine.admits(aor(made), secret)).isFalse();
            room.pass(node, Duration.ofMinutes(10));
            assertThat(node.report(made.id()).status()).isEqualTo(SyncStatus.PENDING);

            hung.socket().goOn();
            room.pass(node, Duration.ofMinutes(5));
            assertThat(node.report(made.id()).status()).isEqualTo(SyncStatus.PENDING);
            room.pass(node, Duration.ofSeconds(12));
            assertThat(node.report(made.id()).status()).isEqualTo(SyncStatus.SYNCED);
            assertThat(hung.admits(aor(made), secret)).isFalse();
        }
    }

    @Test
    void a_contact_that_redis_did_not_take_at_once_and_flexisip_wrote_later_goes_too() {
        try (StandIn flexisip = room.process("node");
                FlexisipServer server = room.adapter(room.path("node"))) {
            SyncNode node = new SyncNode(room.fixture, server);
            Credential made = room.credential(node);
            flexisip.register(aor(made), room.secret(made), "Phone");
            room.redis.halt();

            SyncReport report = room.become(node, CredentialStatus.SUSPENDED, made);
            assertThat(report.status()).isEqualTo(SyncStatus.PENDING);
            room.await(() -> step(node.report(made.id()), Name.CONTACTS).state() == State.FAILED);
            assertThat(flexisip.socket().deletions()).isNotEmpty();

            room.redis.goOn();
            room.pass(node, Duration.ofMinutes(5));
            assertThat(room.live(server, made)).isEmpty();
            assertThat(node.report(made.id()).status())
                    .as(node.report(made.id()).toString())
                    .isEqualTo(SyncStatus.PENDING);
            room.phones.register(aor(made), "Written late", room.fixture.clock.instant(), 3600);
            room.pass(node, Duration.ofSeconds(12));

            assertThat(node.report(made.id()).status()).isEqualTo(SyncStatus.SYNCED);
            assertThat(room.live(server, made)).isEmpty();
        }
    }

    @Test
    void registrations_that_redis_did_not_end_are_no_success_and_are_ended_when_it_is_back() {
        try (FlexisipServer server = room.adapter()) {
            SyncNode node = new SyncNode(room.fixture, server);
            Credential made = room.credential(node);
            room.phones.register(aor(made), "Before", room.fixture.clock.instant(), 3600);
            room.pass(node, Duration.ofSeconds(10));
            room.redis.halt();
            SyncReport report = node.ask.endContacts(made, "admin:test", room.fixture.clock.instant());
            assertThat(report.status()).isEqualTo(SyncStatus.PENDING);
            room.await(() -> step(node.report(made.id()), Name.CONTACTS).state() == State.FAILED);

            room.redis.goOn();
            room.phones.register(
                    aor(made), "After", room.fixture.clock.instant().plusSeconds(10), 3600);
            room.pass(node, Duration.ofMinutes(5));

            assertThat(room.live(server, made)).containsExactly("After");
            assertThat(node.report(made.id()).status()).isEqualTo(SyncStatus.SYNCED);
        }
    }

    @Test
    void sync_of_a_suspended_account_with_a_live_contact_removes_it() {
        try (StandIn flexisip = room.process("node");
                FlexisipServer server = room.adapter(room.path("node"))) {
            SyncNode node = new SyncNode(room.fixture, server);
            Credential made = room.credential(node);
            room.become(node, CredentialStatus.SUSPENDED, made);
            room.pass(node, Duration.ofSeconds(2));
            room.phones.register(aor(made), "Orphan", room.fixture.clock.instant(), 3600);

            assertThat(Validation.problems(room.fixture, room.useCases, node, made))
                    .contains("contacts: it is suspended, with live contacts: 1");

            node.ask.compare(made, "admin:test", room.fixture.clock.instant());
            assertThat(room.live(server, made)).isEmpty();
            room.pass(node, Duration.ofMinutes(1));

            assertThat(node.report(made.id()).status()).isEqualTo(SyncStatus.SYNCED);
            assertThat(flexisip.admits(aor(made), room.secret(made))).isFalse();
            assertThat(Validation.problems(room.fixture, room.useCases, node, made))
                    .containsExactly("status: the credential is suspended");
        }
    }
}
