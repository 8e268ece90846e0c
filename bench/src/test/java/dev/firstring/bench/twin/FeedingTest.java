package dev.firstring.bench.twin;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.firstring.bench.BenchFailure;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;

class FeedingTest {

    private static final Instant FIRST = Instant.parse("2026-11-22T10:00:58Z");
    private static final Instant SECOND = Instant.parse("2026-11-22T10:01:03Z");

    private final Feeding feeding = new Feeding();

    @Test
    void what_is_the_same_in_every_flow_stays() {
        assertThat(feeding.sql(slot("text", "it's", "it's"))).isEqualTo("CAST('it''s' AS text)");
        assertThat(feeding.sql(slot("integer", null, null))).isEqualTo("CAST(NULL AS integer)");
    }

    @Test
    void a_value_that_comes_twice_is_made_the_same_both_times() {
        Slot written = slot("uuid", "0190163d-8694-7000-8000-000000000001", "0190163d-8694-7000-8000-0000000000ff");
        Slot asText = slot("text", "0190163d-8694-7000-8000-000000000001", "0190163d-8694-7000-8000-0000000000ff");
        feeding.learn(written);
        feeding.learn(asText);

        assertThat(feeding.sql(asText)).isEqualTo("CAST(" + unwrapped(feeding.sql(written)) + " AS text)");
    }

    @Test
    void a_known_value_inside_a_text_is_found() {
        Slot number = slot("text", "+33612345678", "+12015550123");
        feeding.learn(number);

        assertThat(feeding.sql(slot("text", "number:+33612345678", "number:+12015550123")))
                .isEqualTo("('number:' || CAST(" + unwrapped(feeding.sql(number)) + " AS text))");
    }

    @Test
    void values_with_a_bar_between_are_each_made_as_elsewhere() {
        Slot number = slot("text", "+33612345678", "+12015550123");
        Slot device = slot("uuid", "22975ebf-1340-4b0b-a314-124b8535ced4", "8c8533e3-0d14-4322-85f9-8191116a578a");
        feeding.learn(number);
        feeding.learn(device);

        assertThat(feeding.sql(slot(
                        "text",
                        "+33612345678|22975ebf-1340-4b0b-a314-124b8535ced4",
                        "+12015550123|8c8533e3-0d14-4322-85f9-8191116a578a")))
                .isEqualTo("(CAST(" + unwrapped(feeding.sql(number)) + " AS text) || '|' || CAST("
                        + unwrapped(feeding.sql(device)) + " AS text))");
    }

    @Test
    void colons_in_texts_are_no_variables_of_pgbench() {
        assertThat(feeding.sql(slot("text", "a:b", "a:b"))).isEqualTo("CAST(('a:' || 'b') AS text)");
    }

    @Test
    void times_keep_their_distance_from_the_request() {
        assertThat(feeding.sql(
                        slot("timestamp with time zone", "2026-11-22 10:00:58.25+00", "2026-11-22 10:01:03.5+00")))
                .isEqualTo("CAST(now() AS timestamp with time zone)");
        assertThat(feeding.sql(slot("timestamp with time zone", "2026-11-22 10:10:58.25+00", "2026-11-22 10:11:03+00")))
                .isEqualTo("CAST((now() + interval '600 seconds') AS timestamp with time zone)");
        assertThat(feeding.sql(slot("timestamp with time zone", "2026-11-22 10:00:00+00", "2026-11-22 10:01:00+00")))
                .isEqualTo(
                        "CAST((date_bin('60 seconds', now(), 'epoch') - interval '0 seconds') AS timestamp with time zone)");
        assertThat(feeding.sql(slot("timestamp with time zone", "2026-11-22 00:00:00+00", "2026-11-22 00:00:00+00")))
                .isEqualTo(
                        "CAST((date_bin('86400 seconds', now(), 'epoch') - interval '0 seconds') AS timestamp with time zone)");
        assertThat(feeding.sql(slot("timestamp with time zone", "2026-11-22 08:55:00+00", "2026-11-22 08:56:00+00")))
                .isEqualTo("CAST((date_bin('60 seconds', now(), 'epoch') - interval '3900 seconds')"
                        + " AS timestamp with time zone)");
    }

    @Test
    void what_flows_share_is_shared_by_as_many() {
        assertThat(feeding.sql(new Slot("text", false, List.of("FR", "US", "FR"), List.of(), "$1 of INSERT")))
                .isEqualTo("((ARRAY['FR', 'US', 'FR'])[1 + CAST(:n AS bigint) % 3])");
    }

    @Test
    void the_prefix_of_a_number_follows_the_number() {
        Slot number = new Slot(
                "text", false, List.of("+33612345678", "+12015550123", "+33698765432"), List.of(), "$1 of INSERT");
        feeding.learn(number);

        assertThat(feeding.sql(new Slot(
                        "text", false, List.of("FR+3361234", "US+1201555", "FR+3369876"), List.of(), "$2 of INSERT")))
                .isEqualTo("((ARRAY['FR', 'US', 'FR'])[1 + CAST(:n AS bigint) % 3] || left(CAST("
                        + unwrapped(feeding.sql(number)) + " AS text), 8))");
    }

    @Test
    void what_cannot_be_made_is_named() {
        assertThatThrownBy(() -> feeding.sql(slot("integer", "5", "7")))
                .isInstanceOf(BenchFailure.class)
                .hasMessageContaining("$1 of INSERT")
                .hasMessageContaining("[5, 7]");
        assertThatThrownBy(() -> feeding.sql(slot("text", "two words", "other words")))
                .isInstanceOf(BenchFailure.class);
        assertThatThrownBy(() -> feeding.sql(
                        slot("timestamp with time zone", "2026-11-22 10:10:58+00", "2026-11-22 10:31:03+00")))
                .isInstanceOf(BenchFailure.class);
        assertThatThrownBy(() -> feeding.sql(slot("text", null, "x"))).isInstanceOf(BenchFailure.class);
    }

    private static String unwrapped(String sql) {
        return sql.substring(1, sql.length() - 1);
    }

    private static Slot slot(String type, String first, String second) {
        return new Slot(type, false, Arrays.asList(first, second), List.of(FIRST, SECOND), "$1 of INSERT");
    }
}
