package dev.firstring.abuse.limits;

import static org.assertj.core.api.Assertions.assertThat;

import dev.firstring.abuse.limits.ChargeSend.SendRequest;
import dev.firstring.testing.Patience;
import java.time.Duration;
import java.time.Instant;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;

/** How many messages the whole service may send. */
class ServiceBudgetTest extends SendLimitsFixture {

    @Test
    void the_service_spends_exactly_its_budget_however_many_ask_at_once() throws Exception {
        SendLimits limits = limits(100, 150);
        assertThat(grantedOf(limits, 140)).isEqualTo(100);
        clock.advance(Duration.ofMinutes(1));
        assertThat(grantedOf(limits, 140)).isEqualTo(50);
        clock.advance(Duration.ofDays(1));
        assertThat(grantedOf(limits, 20)).isEqualTo(20);
    }

    @Test
    void a_budget_of_fewer_messages_than_it_has_shards_is_exact_as_well() throws Exception {
        assertThat(grantedOf(limits(7, 50_000), 40)).isEqualTo(7);
        clock.advance(Duration.ofDays(1));
        assertThat(grantedOf(limits(600, 9), 40)).isEqualTo(9);
    }

    @Test
    void who_finds_every_shard_of_the_budget_held_waits_and_is_served() throws Exception {
        Allowance allowance = askedBeside(
                limits(600, 50_000),
                () -> jdbc.queryForList("SELECT shard FROM send_budget FOR UPDATE", Integer.class));

        assertThat(allowance).isInstanceOf(Allowance.Granted.class);
        assertThat(spentThisMinute()).isEqualTo(1);
    }

    @Test
    void who_waited_for_the_last_of_the_budget_is_told_that_it_is_spent() throws Exception {
        SendLimits limits = limits(1, 50_000);

        Allowance allowance = askedBeside(
                limits,
                () -> limits.take(
                        new SendRequest(number(2), "198.51.100.2", null, null, true, false, clock.instant())));

        assertThat(allowance)
                .isInstanceOfSatisfying(
                        Allowance.Limited.class,
                        limited -> assertThat(limited.policy()).isEqualTo("service"));
        assertThat(spentThisMinute()).isEqualTo(1);
    }

    /** What a sender is told who asks while another transaction has the budget, which ends once the sender waits. */
    private Allowance askedBeside(SendLimits limits, Runnable other) throws Exception {
        try (ExecutorService thread = Executors.newSingleThreadExecutor()) {
            Future<Allowance> answer = transactions.run(transaction -> {
                other.run();
                Future<Allowance> asked = thread.submit(() -> take(limits, number(1), "198.51.100.1", null));
                Instant deadline = Instant.now().plus(Patience.LIMIT);
                while (!asked.isDone() && !somebodyWaits()) {
                    assertThat(Instant.now()).isBefore(deadline);
                    Thread.onSpinWait();
                }
                return asked;
            });
            return answer.get();
        }
    }

    private boolean somebodyWaits() {
        return Boolean.TRUE.equals(jdbc.queryForObject(
                "SELECT EXISTS (SELECT 1 FROM pg_stat_activity WHERE datname = current_database() AND wait_event_type = 'Lock')",
                Boolean.class));
    }

    private int grantedOf(SendLimits limits, int asked) throws Exception {
        AtomicInteger next = new AtomicInteger((int) (clock.instant().getEpochSecond() % 100_000) * 100);
        return atOnce(asked, i -> {
            int n = next.incrementAndGet();
            return take(limits, number(n), "10." + (n >> 16 & 255) + "." + (n >> 8 & 255) + "." + (n & 255), null);
        });
    }
}
