package dev.firstring.sipserver.adapter.flexisip;

import static dev.firstring.sipserver.adapter.flexisip.InForceRoom.aor;
import static dev.firstring.sipserver.adapter.flexisip.InForceRoom.step;
import static org.assertj.core.api.Assertions.assertThat;

import dev.firstring.sip.Credential;
import dev.firstring.sip.SipSecret;
import dev.firstring.sip.lifecycle.RegeneratePassword;
import dev.firstring.sip.sync.SyncReport;
import dev.firstring.sip.sync.SyncReport.SyncStep;
import dev.firstring.sip.sync.SyncReport.SyncStep.Name;
import dev.firstring.sip.sync.SyncReport.SyncStep.State;
import dev.firstring.sip.sync.SyncStatus;
import dev.firstring.sipserver.check.Validation;
import dev.firstring.sipserver.sync.SyncNode;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.List;
import java.util.Queue;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** The old password ends with everything that came in by it, and no phone that has the new one suffers. */
@Tag("peer")
class NewPasswordInForceTest {

    private final InForceRoom room = new InForceRoom();

    @AfterEach
    void close() {
        room.close();
    }

    @Test
    void
            a_phone_that_came_in_with_the_old_password_while_a_query_was_under_way_is_gone_before_anybody_has_the_new_one() {
        try (StandIn flexisip = room.process("node");
                FlexisipServer server = room.adapter(room.path("node"))) {
            SyncNode node = new SyncNode(room.fixture, server);
            Credential made = room.credential(node);
            SipSecret old = room.secret(made);
            StandIn.Query underWay = flexisip.query(aor(made));
            meanwhile(node, () -> {
                flexisip.arrive(underWay);
                assertThat(flexisip.register(aor(made), old, "Old")).isTrue();
                assertThat(room.live(server, made)).containsExactly("Old");
            });

            RegeneratePassword.Regenerated done = room.rotate(node, made);

            assertThat(done.report().status()).isEqualTo(SyncStatus.SYNCED);
            assertThat(room.live(server, made)).isEmpty();
            assertThat(flexisip.admits(aor(made), old)).isFalse();
            assertThat(flexisip.register(aor(made), done.secret(), "New")).isTrue();
            room.pass(node, Duration.ofMinutes(10));
            assertThat(room.live(server, made)).containsExactly("New");
            assertThat(Validation.problems(room.fixture, room.useCases, node, made))
                    .isEmpty();
        }
    }

    @Test
    void a_phone_that_was_let_in_just_before_the_second_drop_and_is_written_after_it_is_gone_too() {
        try (StandIn flexisip = room.process("node");
                FlexisipServer server = room.adapter(room.path("node"))) {
            SyncNode node = new SyncNode(room.fixture, server);
            Credential made = room.credential(node);
            SipSecret old = room.secret(made);
            StandIn.Query underWay = flexisip.query(aor(made));
            meanwhile(
                    node,
                    () -> {
                        flexisip.arrive(underWay);
                        assertThat(flexisip.admits(aor(made), old)).isTrue();
                    },
                    () -> room.phones.register(aor(made), "Written late", room.fixture.clock.instant(), 3600));

            RegeneratePassword.Regenerated done = room.rotate(node, made);

            assertThat(done.report().status()).isEqualTo(SyncStatus.SYNCED);
            assertThat(room.live(server, made)).isEmpty();
        }
    }

    @Test
    void a_request_that_can_wait_no_longer_tells_the_password_and_names_the_contacts_that_nobody_can_judge() {
        try (StandIn flexisip = room.process("node");
                FlexisipServer server = room.adapter(room.path("node"))) {
            SyncNode node = new SyncNode(room.fixture, server);
            Credential made = room.credential(node);
            SipSecret old = room.secret(made);
            StandIn.Query underWay = flexisip.query(aor(made));
            node.meanwhile(Runnable::run);

            RegeneratePassword.Regenerated done = room.rotate(node, made);
            assertThat(done.report().status()).isEqualTo(SyncStatus.PENDING);
            flexisip.arrive(underWay);
            flexisip.register(aor(made), old, "Old");
            String phone = room.phones.register(aor(made), "New", room.fixture.clock.instant(), 3600);
            room.pass(node, Duration.ofSeconds(4));
            room.pass(node, Duration.ofSeconds(4));

            assertUnproven(node, made, 2);
            assertThat(room.live(server, made)).containsExactlyInAnyOrder("Old", "New");

            // The one that has the new password registers again, the other is refused.
            room.phones.refresh(aor(made), phone, room.fixture.clock.instant(), 3600);
            assertThat(flexisip.admits(aor(made), old)).isFalse();
            room.pass(node, Duration.ofMinutes(5));
            assertUnproven(node, made, 1);

            // Until then it is there for whoever asks to be rid of it.
            String left = server.registrations(aor(made)).stream()
                    .filter(contact -> "Old".equals(contact.userAgent()))
                    .findFirst()
                    .orElseThrow()
                    .id(server.id());
            SyncReport ended = node.ask
                    .endContact(made, List.of(server.id()), left, "owner", room.fixture.clock.instant())
                    .orElseThrow();
            assertThat(ended.status()).isEqualTo(SyncStatus.SYNCED);
            assertThat(room.live(server, made)).containsExactly("New");
            assertThat(Validation.problems(room.fixture, room.useCases, node, made))
                    .isEmpty();
        }
    }

    @Test
    void a_contact_that_nobody_can_judge_is_named_until_it_expires() {
        try (StandIn flexisip = room.process("node");
                FlexisipServer server = room.adapter(room.path("node"))) {
            SyncNode node = new SyncNode(room.fixture, server);
            Credential made = room.credential(node);
            node.meanwhile(Runnable::run);
            room.rotate(node, made);
            room.phones.register(aor(made), "Somebody", room.fixture.clock.instant(), 400);
            assertThat(flexisip.socket().deletions()).hasSize(1);

            room.pass(node, Duration.ofSeconds(4));
            assertUnproven(node, made, 1);
            room.pass(node, Duration.ofMinutes(5));
            assertUnproven(node, made, 1);
            assertThat(flexisip.socket().deletions())
                    .as("caches are not dropped for good phones")
                    .hasSize(2);
            room.pass(node, Duration.ofMinutes(2));

            assertThat(node.report(made.id()).status()).isEqualTo(SyncStatus.SYNCED);
        }
    }

    @Test
    void deregister_ends_the_contacts_that_nobody_can_judge_while_the_change_is_pending() {
        try (StandIn flexisip = StandIn.withoutSocket(room.fixture.jdbc, room.phones, room.fixture.clock);
                FlexisipServer server = room.adapter()) {
            SyncNode node = new SyncNode(room.fixture, server);
            Credential made = room.credential(node);
            SipSecret old = room.secret(made);
            flexisip.admits(aor(made), old);
            room.rotate(node, made);
            assertThat(flexisip.register(aor(made), old, "Old")).isTrue();
            room.pass(node, Duration.ofSeconds(10));

            node.ask.endContacts(made, "admin:test", room.fixture.clock.instant());

            assertThat(room.live(server, made)).isEmpty();
            room.pass(node, Duration.ofSeconds(60));
            assertThat(node.report(made.id()).status()).isEqualTo(SyncStatus.SYNCED);
        }
    }

    @Test
    void a_node_that_takes_over_from_one_that_crashed_while_it_held_the_password_back_ends_what_came_in() {
        try (StandIn flexisip = room.process("node");
                FlexisipServer server = room.adapter(room.path("node"));
                FlexisipServer same = room.adapter(room.path("node"))) {
            SyncNode node = new SyncNode(room.fixture, server);
            Credential made = room.credential(node);
            SipSecret old = room.secret(made);
            StandIn.Query underWay = flexisip.query(aor(made));
            SyncNode other = new SyncNode(room.fixture, same);
            meanwhile(node, () -> {
                flexisip.arrive(underWay);
                flexisip.register(aor(made), old, "Old");
                // as if this node were gone: another finds the row when the lease is over
                room.pass(other, Duration.ofSeconds(31));
                room.pass(other, Duration.ofSeconds(2));
                room.pass(other, Duration.ofSeconds(2));
            });

            room.rotate(node, made);

            assertThat(room.live(server, made)).isEmpty();
            assertThat(flexisip.admits(aor(made), old)).isFalse();
        }
    }

    @Test
    void a_phone_that_has_the_new_password_stays_when_the_servers_are_told_long_after_the_change() {
        try (StandIn flexisip = room.process("node");
                FlexisipServer server = room.adapter(room.path("node"))) {
            SyncNode node = new SyncNode(room.fixture, server);
            Credential made = room.credential(node);
            SipSecret old = room.secret(made);
            flexisip.register(aor(made), old, "Before");
            room.pass(node, Duration.ofMinutes(1));
            // as if the node were gone between the commit and the first server
            SipSecret secret = room.commitNewPassword(made);
            room.fixture.clock.advance(Duration.ofSeconds(2));
            room.phones.register(aor(made), "While it was held back", room.fixture.clock.instant(), 3600);
            room.fixture.clock.advance(Duration.ofMinutes(5));
            assertThat(flexisip.register(aor(made), secret, "New")).isTrue();

            node.pull.drain();
            assertThat(room.live(server, made)).containsExactly("New");

            room.pass(node, Duration.ofSeconds(4));
            assertUnproven(node, made, 1);
            assertThat(room.live(server, made)).containsExactly("New");
        }
    }

    @Test
    void a_password_that_is_changed_and_then_suspended_while_it_is_held_back_leaves_nobody_registered() {
        try (StandIn flexisip = room.process("node");
                FlexisipServer server = room.adapter(room.path("node"))) {
            SyncNode node = new SyncNode(room.fixture, server);
            Credential made = room.credential(node);
            SipSecret old = room.secret(made);
            flexisip.register(aor(made), old, "Before");
            meanwhile(node, () -> {
                room.fixture.jdbc.update(
                        "UPDATE sip_credential SET status = 'suspended', revision = revision + 1,"
                                + " cut_revision = revision + 1 WHERE id = ?",
                        made.id().value());
                room.phones.register(aor(made), "Late", room.fixture.clock.instant(), 3600);
            });

            room.rotate(node, made);
            room.pass(node, Duration.ofSeconds(4));
            room.pass(node, Duration.ofSeconds(4));

            assertThat(room.live(server, made)).isEmpty();
            assertThat(node.report(made.id()).status()).isEqualTo(SyncStatus.SYNCED);
        }
    }

    private void assertUnproven(SyncNode node, Credential made, int count) {
        SyncReport report = node.report(made.id());
        assertThat(report.status()).isEqualTo(SyncStatus.PENDING);
        assertThat(step(report, Name.REFUSAL).state()).isEqualTo(State.DONE);
        SyncStep contacts = step(report, Name.CONTACTS);
        assertThat(contacts.state()).isEqualTo(State.PENDING);
        assertThat(contacts.why()).contains("not since: " + count + ".", "deregister");
        assertThat(contacts.due()).isAfter(room.fixture.clock.instant());
        assertThat(Validation.problems(room.fixture, room.useCases, node, made))
                .singleElement()
                .asString()
                .startsWith("in_force: contacts that registered before ");
    }

    /** Each of the times that a password is held back has something happen; nothing happens in those that follow. */
    private static void meanwhile(SyncNode node, Runnable... events) {
        Queue<Runnable> left = new ArrayDeque<>(List.of(events));
        node.meanwhile(tell -> {
            Runnable next = left.poll();
            if (next != null) {
                next.run();
            }
        });
    }
}
