package dev.firstring.abuse.limits;

import static org.assertj.core.api.Assertions.assertThat;

import dev.firstring.abuse.challenge.Challenges.Challenge;
import java.time.Duration;
import org.junit.jupiter.api.Test;

/** Limits of a number whose codes strangers guess. */
class NumberUnderAttackTest extends SendLimitsFixture {

    @Test
    void a_device_bound_to_the_numbers_account_is_not_locked_out_by_strangers() {
        SendLimits limits = limits(600, 50_000);
        bind(NUMBER, "owners-phone");
        for (int i = 0; i < 5; i++) {
            take(limits, NUMBER, "198.51.100." + i, "stranger");
        }
        assertThat(take(limits, NUMBER, "198.51.100.99", "stranger2")).isInstanceOf(Allowance.Limited.class);

        assertThat(take(limits, NUMBER, "203.0.113.1", "owners-phone"))
                .isInstanceOfSatisfying(
                        Allowance.Granted.class,
                        granted -> assertThat(granted.receipt().boundDevice()).isTrue());
    }

    @Test
    void ten_wrong_codes_in_a_day_bring_a_wait_and_a_challenge_that_double() {
        SendLimits limits = limits(600, 50_000);
        guard(10, clock.instant().plusSeconds(30), 1);

        assertThat(take(limits, NUMBER, "198.51.100.1", null))
                .isInstanceOfSatisfying(Allowance.Limited.class, limited -> {
                    assertThat(limited.policy()).isEqualTo("number-guard");
                    assertThat(limited.retryAfter()).isEqualTo(Duration.ofSeconds(30));
                });
        clock.advance(Duration.ofSeconds(30));
        Allowance.ChallengeWanted wanted = (Allowance.ChallengeWanted) take(limits, NUMBER, "198.51.100.1", null);
        assertThat(wanted.pressure()).isEqualTo(Challenge.Pressure.NONE);

        limits.passed(wanted, clock.instant());
        assertThat(take(limits, NUMBER, "198.51.100.1", null))
                .isInstanceOfSatisfying(
                        Allowance.Limited.class,
                        limited -> assertThat(limited.retryAfter()).isEqualTo(Duration.ofMinutes(1)));
    }

    @Test
    void the_wait_never_grows_beyond_an_hour_and_is_forgotten_the_next_day() {
        SendLimits limits = limits(600, 50_000);
        guard(10, clock.instant(), 12);
        Allowance.ChallengeWanted wanted = (Allowance.ChallengeWanted) take(limits, NUMBER, "198.51.100.1", null);
        assertThat(wanted.pressure()).isEqualTo(new Challenge.Pressure(3));
        limits.passed(wanted, clock.instant());
        assertThat(take(limits, NUMBER, "198.51.100.1", null))
                .isInstanceOfSatisfying(
                        Allowance.Limited.class,
                        limited -> assertThat(limited.retryAfter()).isEqualTo(Duration.ofHours(1)));

        clock.advance(Duration.ofDays(1));
        assertThat(take(limits, NUMBER, "198.51.100.1", null)).isInstanceOf(Allowance.Granted.class);
    }

    @Test
    void a_stopped_number_gets_nothing_until_the_stop_is_over() {
        SendLimits limits = limits(600, 50_000);
        guard(3, null, 0);
        jdbc.update(
                "UPDATE number_guard SET stopped_until = ?",
                java.sql.Timestamp.from(clock.instant().plus(Duration.ofHours(24))));
        assertThat(take(limits, NUMBER, "198.51.100.1", null))
                .isInstanceOfSatisfying(
                        Allowance.Limited.class,
                        limited -> assertThat(limited.policy()).isEqualTo("number-stopped"));
        clock.advance(Duration.ofHours(24));
        assertThat(take(limits, NUMBER, "198.51.100.1", null)).isInstanceOf(Allowance.Granted.class);
    }
}
