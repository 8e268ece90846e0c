package dev.firstring.sipserver.adapter.flexisip;

import static dev.firstring.sipserver.adapter.flexisip.InForceRoom.aor;
import static dev.firstring.sipserver.adapter.flexisip.InForceRoom.step;
import static org.assertj.core.api.Assertions.assertThat;

import dev.firstring.docs.GeneratedPart;
import dev.firstring.sip.Credential;
import dev.firstring.sip.CredentialStatus;
import dev.firstring.sip.SipSecret;
import dev.firstring.sip.sync.SyncReport;
import dev.firstring.sip.sync.SyncReport.SyncStep;
import dev.firstring.sip.sync.SyncReport.SyncStep.Name;
import dev.firstring.sip.sync.SyncReport.SyncStep.State;
import dev.firstring.sip.sync.SyncStatus;
import dev.firstring.sipserver.sync.SyncNode;
import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** What a suspension answers in each situation, and when it is in force: observed, and written down for operators. */
@Tag("peer")
class InForceTableTest {

    private static final List<Name> STEPS = List.of(Name.REFUSAL, Name.CACHES, Name.CONTACTS, Name.READ_BACK);

    @Test
    void the_table_of_deploy_flexisip_is_what_happens() throws IOException {
        StringBuilder table = new StringBuilder("""
            | situation | `refusal` | `caches` | `contacts` | `read_back` | contact | effective |
            |---|---|---|---|---|---|---|
            """);
        for (Situation situation : Situation.values()) {
            try (InForceRoom room = new InForceRoom()) {
                table.append(row(room, situation)).append('\n');
            }
        }
        new GeneratedPart("deploy/flexisip/README.md", "in force").mustBe(table.toString());
    }

    private static String row(InForceRoom room, Situation situation) {
        try (StandIn flexisip = situation.process(room);
                FlexisipServer server = situation.adapter(room)) {
            SyncNode node = new SyncNode(room.fixture, server);
            Credential made = room.credential(node);
            SipSecret secret = room.secret(made);
            assertThat(flexisip.register(aor(made), secret, "Phone")).isTrue();
            StandIn.Query underWay = flexisip.query(aor(made));
            situation.begin(room, flexisip);

            Instant begun = room.fixture.clock.instant();
            SyncReport answer = answer(room, node, made, situation);
            String contact = situation == Situation.REDIS_DOWN
                    ? "stays"
                    : room.live(server, made).isEmpty() ? "removed at once" : "stays";
            if (situation == Situation.DATABASE_SLOW) {
                flexisip.arrive(underWay);
                assertThat(flexisip.register(aor(made), secret, "Back")).isTrue();
            }

            Duration mended = situation.mend(room, node, flexisip, begun);
            Duration over = over(room, node, made, begun.plus(mended));
            assertThat(room.live(server, made)).isEmpty();
            assertThat(flexisip.admits(aor(made), secret)).isFalse();
            return "| " + situation.words + " | "
                    + STEPS.stream()
                            .map(name -> said(step(answer, name), begun, situation))
                            .collect(Collectors.joining(" | "))
                    + " | " + contact + " | " + situation.inForce(over) + " |";
        }
    }

    /** A request that the trouble outlives tells what the attempt has come to. */
    private static SyncReport answer(InForceRoom room, SyncNode node, Credential made, Situation situation) {
        SyncReport first = room.become(node, CredentialStatus.SUSPENDED, made);
        if (situation != Situation.REDIS_DOWN) {
            return first;
        }
        room.await(() -> step(node.report(made.id()), Name.CONTACTS).state() == State.FAILED);
        return node.report(made.id());
    }

    private static Duration over(InForceRoom room, SyncNode node, Credential made, Instant since) {
        while (node.report(made.id()).status() != SyncStatus.SYNCED) {
            room.pass(node, Duration.ofSeconds(1));
        }
        return Duration.between(since, room.fixture.clock.instant());
    }

    private static String said(SyncStep step, Instant begun, Situation situation) {
        String state = step.state().name().toLowerCase(Locale.ROOT);
        return switch (step.state()) {
            case DONE -> state;
            case FAILED -> state + ", retried";
            case PENDING ->
                situation == Situation.HUNG_NODE || situation == Situation.REDIS_DOWN
                        ? state
                        : state + " ("
                                + Duration.between(begun, Objects.requireNonNull(step.due()))
                                        .toSeconds() + " s)";
        };
    }
}
