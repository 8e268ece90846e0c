package dev.firstring.sipserver.flexisip;

import static dev.firstring.sipserver.flexisip.InForceRoom.aor;
import static dev.firstring.sipserver.flexisip.InForceRoom.step;
import static org.assertj.core.api.Assertions.assertThat;

import dev.firstring.docs.GeneratedPart;
import dev.firstring.sip.Credential;
import dev.firstring.sip.CredentialStatus;
import dev.firstring.sip.SipSecret;
import dev.firstring.sip.sync.SyncReport;
import dev.firstring.sip.sync.SyncStatus;
import dev.firstring.sip.sync.SyncStep;
import dev.firstring.sip.sync.SyncStep.Name;
import dev.firstring.sip.sync.SyncStep.State;
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

    /** Where the process and its socket are, and what is wrong while the suspension is asked for. */
    private enum Situation {
        SOCKET("a command socket"),
        NO_SOCKET("no command socket"),
        HUNG_NODE("a node hangs"),
        FLEXISIP_DOWN("Flexisip is down"),
        REDIS_DOWN("Redis is down"),
        DATABASE_SLOW("the database is slow: a query is under way");

        private final String words;

        Situation(String words) {
            this.words = words;
        }
    }

    @Test
    void the_table_of_deploy_flexisip_is_what_happens() throws IOException {
        StringBuilder table = new StringBuilder("""
                | situation | `refusal` | `caches` | `contacts` | `read_back` | contact | in force |
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
        boolean told = situation != Situation.NO_SOCKET;
        try (StandIn flexisip = told
                        ? room.process("node")
                        : StandIn.withoutSocket(room.fixture.jdbc, room.phones, room.fixture.clock);
                FlexisipServer server = told ? room.adapter(room.path("node")) : room.adapter()) {
            SyncNode node = new SyncNode(room.fixture, server);
            Credential made = room.credential(node);
            SipSecret secret = room.secret(made);
            assertThat(flexisip.register(aor(made), secret, "Phone")).isTrue();
            StandIn.Query underWay = flexisip.query(aor(made));
            begin(situation, room, flexisip);

            Instant begun = room.fixture.clock.instant();
            SyncReport answer = answer(room, node, made, situation);
            String contact = situation == Situation.REDIS_DOWN
                    ? "stays"
                    : room.live(server, made).isEmpty() ? "gone at once" : "stays";
            if (situation == Situation.DATABASE_SLOW) {
                flexisip.arrive(underWay);
                assertThat(flexisip.register(aor(made), secret, "Back")).isTrue();
            }

            Duration mended = mend(situation, room, node, flexisip, begun);
            Duration over = over(room, node, made, begun.plus(mended));
            assertThat(room.live(server, made)).isEmpty();
            assertThat(flexisip.admits(aor(made), secret)).isFalse();
            return "| " + situation.words + " | "
                    + STEPS.stream()
                            .map(name -> said(step(answer, name), begun, situation))
                            .collect(Collectors.joining(" | "))
                    + " | " + contact + " | " + inForce(situation, over) + " |";
        }
    }

    private static void begin(Situation situation, InForceRoom room, StandIn flexisip) {
        switch (situation) {
            case HUNG_NODE -> flexisip.socket().hang();
            case FLEXISIP_DOWN -> flexisip.crash();
            case REDIS_DOWN -> room.redis.halt();
            case SOCKET, NO_SOCKET, DATABASE_SLOW -> {}
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

    /** Ends the trouble; how long after the commit that was. What failed is tried again at once then. */
    private static Duration mend(
            Situation situation, InForceRoom room, SyncNode node, StandIn flexisip, Instant begun) {
        switch (situation) {
            case HUNG_NODE -> flexisip.socket().goOn();
            case REDIS_DOWN -> room.redis.goOn();
            case SOCKET, NO_SOCKET, FLEXISIP_DOWN, DATABASE_SLOW -> {
                return Duration.ZERO;
            }
        }
        room.pass(node, Duration.ofMinutes(5));
        return Duration.between(begun, room.fixture.clock.instant());
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
            case FAILED -> state + ", tried again";
            case PENDING ->
                situation == Situation.HUNG_NODE || situation == Situation.REDIS_DOWN
                        ? state
                        : state + " ("
                                + Duration.between(begun, Objects.requireNonNull(step.due()))
                                        .toSeconds() + " s)";
        };
    }

    private static String inForce(Situation situation, Duration over) {
        return switch (situation) {
            case HUNG_NODE -> over.toSeconds() + " s after it answers again";
            case REDIS_DOWN -> over.toSeconds() + " s after it is back";
            case SOCKET, NO_SOCKET, FLEXISIP_DOWN, DATABASE_SLOW -> "after " + over.toSeconds() + " s";
        };
    }
}
