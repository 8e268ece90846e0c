package dev.firstring.hostile;

import static org.assertj.core.api.Assertions.assertThat;

import dev.firstring.hostile.RandomRequests.Made;
import dev.firstring.hostile.TargetService.Login;
import dev.firstring.hostile.TargetService.Target;
import dev.firstring.http.Spelling;
import dev.firstring.testing.RunningService.Reply;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/**
 * Thousands of requests that the OpenAPI document allows to think of, with values that it does not. The system property
 * {@code hostile.requests} says how many, {@code hostile.seed} which.
 */
@ExtendWith(TargetService.class)
@Tag("slow")
class RandomInputTest {

    private static final int REQUESTS = Integer.getInteger("hostile.requests", 10_000);
    /** What is sent on a machine of any speed; the rest only where there is time. */
    private static final int FEWEST = 1_000;

    private static final Duration LONGEST = Duration.ofSeconds(15);

    @Test
    void whatever_comes_is_answered_soundly(Target target) {
        long seed = Long.getLong("hostile.seed", System.nanoTime());
        Login login = target.signUp();
        RandomRequests requests = new RandomRequests(
                target.service().get("/openapi").json(),
                new Random(seed),
                List.of(
                        login.credentialId(),
                        "A".repeat(32),
                        target.freshNumber(),
                        login.number().substring(1),
                        "me"));
        List<String> wrong = new ArrayList<>();
        boolean bounded = REQUESTS <= 10_000;
        long began = System.nanoTime();
        int sent = 0;
        while (sent < REQUESTS && (!bounded || sent < FEWEST || System.nanoTime() - began < LONGEST.toNanos())) {
            sent++;
            Made made = requests.next();
            Reply reply = send(target, login, made, sent);
            List<String> faults = new ArrayList<>();
            if (!reply.response().request().method().equals("OPTIONS")) {
                faults.addAll(Answers.faults(reply, side(made)));
            }
            if (!faults.isEmpty()) {
                wrong.add("%s%n    %s%n    %d %s".formatted(made, faults, reply.status(), reply.body()));
            }
        }
        assertThat(requests.routes()).isGreaterThan(20);
        assertThat(wrong).as("seed " + seed + ", " + sent + " requests").isEmpty();
    }

    private static Reply send(Target target, Login login, Made made, int count) {
        boolean erases = made.method().equals("DELETE") && made.path().matches("/api(/v1)?/account");
        return target.service()
                .call(
                        made.method(),
                        made.path(),
                        made.body(),
                        "X-Forwarded-For",
                        target.freshAddress(),
                        count % 2 == 0 && !erases ? "Authorization" : "X-Nothing",
                        login.authorization());
    }

    private static Spelling side(Made made) {
        return made.path().startsWith("/api/v1/") ? Spelling.SNAKE : Spelling.CAMEL;
    }
}
