package dev.firstring.abuse.limits;

import static org.assertj.core.api.Assertions.assertThat;

import dev.firstring.abuse.guard.GuardSettings;
import dev.firstring.abuse.limits.ChargeSend.SendRequest;
import dev.firstring.phone.PhoneNumber;
import java.time.Duration;
import java.util.List;
import java.util.UUID;
import org.junit.jupiter.api.Test;

/** The fraud guard where sends are counted: in the database, with the limits, by many at once. */
class GuardedSendsTest extends GuardedSendsFixture {

    @Test
    void a_prefix_whose_codes_nobody_types_is_blocked_and_other_prefixes_are_not() {
        SendLimits limits = limits(GuardSettings.Reaction.BLOCK);
        spread(limits, 20);
        clock.advance(Duration.ofMinutes(20));

        assertThat(ask(limits, number(20))).isInstanceOfSatisfying(Allowance.Limited.class, limited -> {
            assertThat(limited.policy()).isEqualTo("guard-prefix");
            assertThat(limited.retryAfter()).isBetween(Duration.ofHours(5), Duration.ofHours(6));
        });
        assertThat(ask(limits, new PhoneNumber("+33755550001"))).isInstanceOf(Allowance.Granted.class);
        assertThat(decided("block", "prefix")).isEqualTo(1);
    }

    @Test
    void a_burst_is_stopped_before_anybody_could_have_typed() {
        SendLimits limits = limits(GuardSettings.Reaction.BLOCK);
        assertThat(spread(limits, 100)).isEqualTo(40);
    }

    @Test
    void monitoring_counts_and_lets_everything_through() {
        SendLimits limits = limits(GuardSettings.Reaction.MONITOR);
        assertThat(spread(limits, 100)).isEqualTo(100);
        assertThat(decided("monitor", "prefix")).isEqualTo(60);
        assertThat(decided("allow", "none")).isEqualTo(40);
    }

    @Test
    void challenges_are_wanted_up_to_the_ceiling_and_get_harder_on_the_way() {
        SendLimits limits = limits(GuardSettings.Reaction.CHALLENGE);
        assertThat(spread(limits, 40)).isEqualTo(40);

        List<Integer> steps = new java.util.ArrayList<>();
        for (int i = 0; i < 20; i++) {
            steps.add(solve(limits, number(40 + i)).pressure().steps());
        }
        assertThat(steps).isSorted().startsWith(2).endsWith(3);
        assertThat(ask(limits, number(60)))
                .isInstanceOfSatisfying(
                        Allowance.Limited.class,
                        limited -> assertThat(limited.policy()).isEqualTo("guard-prefix"));
    }

    @Test
    void an_address_that_asks_much_works_harder() {
        SendLimits limits = limits(GuardSettings.Reaction.CHALLENGE);
        spread(limits, 40);
        assertThat(((Allowance.ChallengeWanted) take(limits, number(41), "203.0.113.1", null))
                        .pressure()
                        .steps())
                .isEqualTo(2);
        for (int i = 0; i < 9; i++) {
            take(limits, new PhoneNumber("+3375555000" + i), "203.0.113.1", null);
        }
        assertThat(((Allowance.ChallengeWanted) take(limits, number(42), "203.0.113.1", null))
                        .pressure()
                        .steps())
                .isEqualTo(4);
        assertThat(limits.pressure(number(42), "203.0.113.1", clock.instant()).steps())
                .isEqualTo(3);
        assertThat(limits.pressure(new PhoneNumber("+33755551234"), "203.0.113.9", clock.instant())
                        .steps())
                .isZero();
    }

    @Test
    void a_country_is_judged_as_a_whole_too() {
        SendLimits limits = limits(GuardSettings.Reaction.BLOCK);
        int granted = 0;
        for (int i = 0; i < 700; i++) {
            granted += ask(limits, new PhoneNumber("+3363" + "%03d0001".formatted(i))) instanceof Allowance.Granted
                    ? 1
                    : 0;
        }
        assertThat(granted).isEqualTo(600);
        assertThat(decided("block", "country")).isEqualTo(100);
    }

    @Test
    void the_window_slides_and_forgets() {
        SendLimits limits = limits(GuardSettings.Reaction.BLOCK);
        spread(limits, 40);
        clock.advance(Duration.ofHours(5).plusMinutes(49));
        assertThat(ask(limits, number(50))).isInstanceOf(Allowance.Limited.class);

        clock.advance(Duration.ofMinutes(11));
        assertThat(ask(limits, number(50))).isInstanceOf(Allowance.Granted.class);
    }

    @Test
    void a_refused_send_is_not_counted_and_one_that_nobody_accepted_is_given_back_once() {
        SendLimits limits = limits(GuardSettings.Reaction.BLOCK);
        spread(limits, 40);
        ask(limits, number(41));
        assertThat(sent("FR+3361234")).isEqualTo(40);

        Allowance.Granted other = (Allowance.Granted) ask(limits, new PhoneNumber("+33755550009"));
        assertThat(sent("FR")).isEqualTo(41);
        transactions.run(transaction -> {
            limits.refund(other.receipt());
            limits.refund(other.receipt());
            return true;
        });
        assertThat(sent("FR")).isEqualTo(40);
        assertThat(sent("FR+3375555")).isZero();
    }

    @Test
    void a_device_bound_to_the_number_is_neither_counted_nor_judged() {
        SendLimits limits = limits(GuardSettings.Reaction.BLOCK);
        spread(limits, 40);
        bind(number(77), "owners-phone");

        assertThat(take(limits, number(77), "203.0.113.7", "owners-phone")).isInstanceOf(Allowance.Granted.class);
        assertThat(take(limits, number(77), "203.0.113.8", "other-phone")).isInstanceOf(Allowance.Limited.class);
        assertThat(sent("FR+3361234")).isEqualTo(40);
    }

    private Allowance.ChallengeWanted solve(SendLimits limits, PhoneNumber number) {
        int n = asked++;
        return (Allowance.ChallengeWanted) transactions.run(transaction -> {
            Allowance allowance = limits.take(new SendRequest(
                    number,
                    "10.%d.%d.%d".formatted(n >> 16, n >> 8 & 255, n & 255),
                    null,
                    null,
                    true,
                    false,
                    clock.instant()));
            limits.passed((Allowance.ChallengeWanted) allowance, clock.instant());
            return allowance;
        });
    }

    private double decided(String decision, String scope) {
        return meters.counter("firstring.guard.decisions", "decision", decision, "scope", scope, "country", "FR")
                .count();
    }

    private void bind(PhoneNumber number, String device) {
        UUID account = UUID.randomUUID();
        jdbc.update("INSERT INTO account (id, created_at) VALUES (?, 'epoch')", account);
        jdbc.update(
                "INSERT INTO number_holding (phone_number, account_id, held_since, verified_at) VALUES (?, ?, 'epoch', 'epoch')",
                number.e164(),
                account);
        jdbc.update(
                "INSERT INTO device_binding (proof, account_id, bound_at, seen_at) VALUES (decode(?, 'hex'), ?, 'epoch', 'epoch')",
                proof(device),
                account);
    }
}
