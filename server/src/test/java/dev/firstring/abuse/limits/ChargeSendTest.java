package dev.firstring.abuse.limits;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.firstring.abuse.limits.ChargeSend.SendRequest;
import dev.firstring.phone.PhoneNumber;
import dev.firstring.testing.RunningService;
import dev.firstring.testing.SettableClock;
import dev.firstring.testing.SharedService;
import dev.firstring.testing.TestDatabase;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.springframework.jdbc.core.JdbcTemplate;

/** Nobody who has a send charged can keep the charge without the work, or the work without the charge. */
@Tag("slow")
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class ChargeSendTest {

    private static final PhoneNumber NUMBER = new PhoneNumber("+33639980001");

    private final SharedService shared = SharedService.ordinary();
    private final SettableClock clock = shared.clock();
    private final TestDatabase database = shared.database();
    private final RunningService service = shared.node();
    private final JdbcTemplate jdbc = new JdbcTemplate(database.service());
    private final ChargeSend chargeSend = service.bean(ChargeSend.class);

    @BeforeEach
    void forget() {
        jdbc.update("DELETE FROM rate_limit");
    }

    @Test
    void work_that_is_done_is_charged() {
        Charge<String, String> charge =
                chargeSend.charge(request(), null, granted -> new Charge.Done<>("written", granted));

        assertThat(charge instanceof Charge.Done<String, String>(String result, var _) ? result : charge.toString())
                .isEqualTo("written");
        assertThat(charged()).isEqualTo(2);
    }

    @Test
    void work_that_is_not_done_costs_nothing() {
        Charge<String, String> charge =
                chargeSend.charge(request(), null, granted -> new Charge.Uncharged<>("no such session"));

        assertThat(charge).isEqualTo(new Charge.Uncharged<>("no such session"));
        assertThat(charged()).isZero();
    }

    @Test
    void work_that_fails_costs_nothing() {
        assertThatThrownBy(() -> chargeSend.charge(request(), null, granted -> {
                    throw new IllegalStateException("no space left");
                }))
                .hasMessage("no space left");
        assertThat(charged()).isZero();
    }

    @Test
    void a_refused_send_does_no_work_and_costs_nothing() {
        for (int i = 0; i < 5; i++) {
            chargeSend.<String, String>charge(request(), null, granted -> new Charge.Done<>("written", granted));
        }

        Charge<String, String> charge = chargeSend.charge(request(), null, granted -> {
            throw new AssertionError("the work of a refused send was begun");
        });

        assertThat(
                        charge instanceof Charge.Refused<String, String>(Allowance.Limited limited)
                                ? limited.policy()
                                : charge.toString())
                .isEqualTo("number-hour");
        assertThat(jdbc.queryForList("SELECT DISTINCT cardinality(taken) FROM rate_limit", Integer.class))
                .containsExactly(5);
    }

    @Test
    void what_is_answered_before_the_charge_costs_nothing() {
        Charge<String, String> charge = chargeSend.charge(
                "198.51.100.1", "+33 6 39 98 00 01", null, run -> new Charge.Uncharged<>("too early"));

        assertThat(charge).isEqualTo(new Charge.Uncharged<>("too early"));
        assertThat(charged()).isZero();
    }

    private SendRequest request() {
        return new SendRequest(NUMBER, "198.51.100.1", null, null, true, false, clock.instant());
    }

    private int charged() {
        Integer rows = jdbc.queryForObject("SELECT count(*) FROM rate_limit", Integer.class);
        return rows == null ? 0 : rows;
    }
}
