package dev.firstring.sipserver.adapter.flexisip;

import static dev.firstring.sipserver.adapter.flexisip.InForceRoom.aor;
import static dev.firstring.sipserver.adapter.flexisip.InForceRoom.step;
import static org.assertj.core.api.Assertions.assertThat;

import dev.firstring.docs.GeneratedPart;
import dev.firstring.sip.Credential;
import dev.firstring.sip.SipSecret;
import dev.firstring.sip.lifecycle.RegeneratePassword;
import dev.firstring.sip.sync.SyncReport.SyncStep.Name;
import dev.firstring.sip.sync.SyncReport.SyncStep.State;
import dev.firstring.sip.sync.SyncStatus;
import dev.firstring.sipserver.sync.SyncNode;
import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.util.concurrent.atomic.AtomicBoolean;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** What a new password answers in each situation, and what becomes of whoever registers meanwhile. */
@Tag("peer")
class NewPasswordTableTest {

    @Test
    void the_table_of_new_passwords_is_what_happens() throws IOException {
        StringBuilder table = new StringBuilder("""
            | situation | status | returned after | old phone that registers before | old phone that registers later | phone with the new password | effective |
            |---|---|---|---|---|---|---|
            """);
        for (Situation situation : Situation.values()) {
            try (InForceRoom room = new InForceRoom()) {
                table.append(row(room, situation)).append('\n');
            }
        }
        new GeneratedPart("deploy/flexisip/README.md", "new password").mustBe(table.toString());
    }

    private static String row(InForceRoom room, Situation situation) {
        try (StandIn flexisip = situation.process(room);
                FlexisipServer server = situation.adapter(room)) {
            SyncNode node = new SyncNode(room.fixture, server);
            Credential made = room.credential(node);
            SipSecret old = room.secret(made);
            assertThat(flexisip.register(aor(made), old, "Before")).isTrue();
            room.pass(node, Duration.ofSeconds(5));
            StandIn.Query underWay = flexisip.query(aor(made));
            situation.begin(room, flexisip);
            AtomicBoolean before = new AtomicBoolean();
            if (situation == Situation.DATABASE_SLOW) {
                node.meanwhile(tell -> {
                    if (!before.get()) {
                        flexisip.arrive(underWay);
                        before.set(flexisip.register(aor(made), old, "Old, untold"));
                    }
                });
            }

            Instant begun = room.fixture.clock.instant();
            RegeneratePassword.Regenerated done = room.rotate(node, made);
            long told = Duration.between(begun, room.fixture.clock.instant()).toSeconds();
            boolean redis = situation != Situation.REDIS_DOWN;
            boolean after = redis && flexisip.register(aor(made), old, "Old, told");
            boolean fresh = redis && flexisip.register(aor(made), done.secret(), "New");
            if (!redis) {
                room.await(() -> step(node.report(made.id()), Name.CONTACTS).state() == State.FAILED);
            }

            Duration mended = situation.mend(room, node, flexisip, begun);
            Duration over = over(room, node, made, begun.plus(mended));
            assertThat(flexisip.admits(aor(made), old)).isFalse();
            assertThat(room.live(server, made)).doesNotContain("Before");
            return "| " + situation.words + " | " + done.report().status().word() + " | " + told + " s | "
                    + fate(room, node, server, made, "Old, untold", before.get()) + " | "
                    + fate(room, node, server, made, "Old, told", after) + " | "
                    + fate(room, node, server, made, "New", fresh) + " | " + situation.inForce(over) + " |";
        }
    }

    private static Duration over(InForceRoom room, SyncNode node, Credential made, Instant since) {
        while (node.report(made.id()).status() != SyncStatus.SYNCED
                && step(node.report(made.id()), Name.REFUSAL).state() != State.DONE) {
            room.pass(node, Duration.ofSeconds(1));
        }
        Duration over = Duration.between(since, room.fixture.clock.instant());
        room.pass(node, Duration.ofSeconds(2));
        return over;
    }

    private static String fate(
            InForceRoom room, SyncNode node, FlexisipServer server, Credential made, String phone, boolean admitted) {
        if (!admitted) {
            return phone.equals("New") ? "rejected until then" : "rejected";
        }
        boolean named = node.report(made.id()).status() == SyncStatus.PENDING;
        return room.live(server, made).contains(phone) ? named ? "stays, reported" : "stays" : "removed";
    }
}
