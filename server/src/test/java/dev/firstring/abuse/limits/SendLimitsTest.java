package dev.firstring.abuse.limits;

import static org.assertj.core.api.Assertions.assertThat;

import dev.firstring.abuse.limits.ChargeSend.SendRequest;
import dev.firstring.phone.PhoneNumber;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class SendLimitsTest extends SendLimitsFixture {

    private static final String DEVICE = "5f0c1a52-7f4e-4a0c-9c55-0d3b7a6e2f91";

    @Test
    void a_number_gets_five_messages_an_hour_and_ten_a_day() {
        SendLimits limits = limits(600, 50_000);
        for (int i = 0; i < 5; i++) {
            assertThat(take(limits, NUMBER, "198.51.100." + i, "d" + i)).isInstanceOf(Allowance.Granted.class);
            clock.advance(Duration.ofMinutes(1));
        }
        assertThat(take(limits, NUMBER, "198.51.100.9", "d9"))
                .isInstanceOfSatisfying(Allowance.Limited.class, limited -> {
                    assertThat(limited.policy()).isEqualTo("number-hour");
                    assertThat(limited.retryAfter()).isEqualTo(Duration.ofMinutes(55));
                });

        clock.advance(Duration.ofMinutes(55));
        for (int i = 0; i < 5; i++) {
            assertThat(take(limits, NUMBER, "203.0.113." + i, "e" + i)).isInstanceOf(Allowance.Granted.class);
            clock.advance(Duration.ofMinutes(13));
        }
        assertThat(take(limits, NUMBER, "203.0.113.9", "e9"))
                .isInstanceOfSatisfying(
                        Allowance.Limited.class,
                        limited -> assertThat(limited.policy()).isEqualTo("number-day"));
    }

    @Test
    void an_address_asks_twenty_times_an_hour_for_whatever_numbers() {
        SendLimits limits = limits(600, 50_000);
        for (int i = 0; i < 20; i++) {
            assertThat(take(limits, number(i), "2001:db8:0:1::/64", null)).isInstanceOf(Allowance.Granted.class);
        }
        assertThat(take(limits, number(20), "2001:db8:0:1::/64", null))
                .isInstanceOfSatisfying(
                        Allowance.Limited.class,
                        limited -> assertThat(limited.policy()).isEqualTo("address-hour"));
    }

    @Test
    void a_device_asks_ten_times_a_day_at_an_address() {
        SendLimits limits = limits(600, 50_000);
        for (int i = 0; i < 10; i++) {
            assertThat(take(limits, number(i), "198.51.100.1", DEVICE)).isInstanceOf(Allowance.Granted.class);
            clock.advance(Duration.ofHours(2));
        }
        assertThat(take(limits, number(10), "198.51.100.1", DEVICE))
                .isInstanceOfSatisfying(
                        Allowance.Limited.class,
                        limited -> assertThat(limited.policy()).isEqualTo("device-day"));
    }

    @Test
    void who_sends_the_id_of_a_device_elsewhere_uses_up_nothing_of_that_device() {
        SendLimits limits = limits(600, 50_000);
        for (int i = 0; i < 12; i++) {
            take(limits, number(i), "198.51.100.1", DEVICE);
        }
        assertThat(take(limits, number(20), "203.0.113.1", DEVICE)).isInstanceOf(Allowance.Granted.class);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "unknown",
                "web",
                "null",
                "undefined",
                "00000000-0000-0000-0000-000000000000",
                "02:00:00:00:00:00",
                "SM-G991B",
                "iPhone14,2",
                "samsung SM-G991B/DS (Galaxy S21)"
            })
    void an_id_that_tells_no_device_from_another_is_no_limit_that_strangers_share(String id) {
        SendLimits limits = limits(600, 50_000);
        for (int i = 0; i < 15; i++) {
            assertThat(take(limits, number(i), "198.51.100.1", id)).isInstanceOf(Allowance.Granted.class);
        }
    }

    @Test
    void who_sends_the_owners_device_id_without_the_owners_token_is_counted_as_a_stranger() {
        SendLimits limits = limits(600, 50_000);
        PhoneNumber owned = number(900);
        bind(owned, "owners-phone");
        for (int i = 0; i < 5; i++) {
            assertThat(takeWithout(limits, owned, "198.51.100." + i)).isInstanceOf(Allowance.Granted.class);
        }
        assertThat(takeWithout(limits, owned, "198.51.100.9")).isInstanceOf(Allowance.Limited.class);
        assertThat(take(limits, owned, "198.51.100.9", "owners-phone")).isInstanceOf(Allowance.Granted.class);
    }

    private Allowance takeWithout(SendLimits limits, PhoneNumber number, String address) {
        return transactions.run(transaction ->
                limits.take(new SendRequest(number, address, "owners-phone", null, true, false, clock.instant())));
    }

    @Test
    void a_refused_send_takes_nothing_from_any_limit() {
        SendLimits limits = limits(600, 50_000);
        for (int i = 0; i < 5; i++) {
            take(limits, NUMBER, "198.51.100.1", null);
        }
        assertThat(take(limits, NUMBER, "198.51.100.2", "fresh")).isInstanceOf(Allowance.Limited.class);

        assertThat(jdbc.queryForObject(
                        "SELECT count(*) FROM rate_limit WHERE subject IN ('address:198.51.100.2', 'device:fresh|198.51.100.2')",
                        Integer.class))
                .isZero();
        assertThat(spentThisMinute()).isEqualTo(5);
    }

    @Test
    void a_send_that_nobody_accepted_costs_nothing() {
        SendLimits limits = limits(600, 50_000);
        take(limits, NUMBER, "198.51.100.1", "d");
        clock.advance(Duration.ofSeconds(1));
        Allowance.Granted second = (Allowance.Granted) take(limits, NUMBER, "198.51.100.1", "d");

        limits.refund(second.receipt());
        limits.refund(second.receipt());

        assertThat(jdbc.queryForList("SELECT DISTINCT cardinality(taken) FROM rate_limit", Integer.class))
                .containsExactly(1);
        assertThat(spentThisMinute()).isEqualTo(1);
    }

    @Test
    void asking_consumes_nothing_and_tells_the_wait() {
        SendLimits limits = limits(600, 50_000);
        for (int i = 0; i < 5; i++) {
            take(limits, NUMBER, "198.51.100." + i, "d");
        }
        for (int i = 0; i < 3; i++) {
            assertThat(limits.untilNext("number:" + NUMBER.e164(), clock.instant()))
                    .isEqualTo(Duration.ofHours(1));
        }
        assertThat(limits.untilNext("number:" + number(7).e164(), clock.instant()))
                .isZero();
    }

    @Test
    void the_limit_of_a_number_holds_when_many_ask_at_once() throws Exception {
        SendLimits limits = limits(600, 50_000);
        assertThat(atOnce(40, i -> take(limits, NUMBER, "198.51.100." + i, null)))
                .isEqualTo(5);
    }
}
