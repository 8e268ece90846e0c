package dev.firstring.bench.twin;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.firstring.bench.BenchFailure;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;

class ArraysTest {

    private static final String SETTLE = "UPDATE message SET state = $1 WHERE id = ANY ($2)";
    private static final String PROVE = "INSERT INTO guard_count SELECT unnest($1)";

    @Test
    void an_array_is_read_as_postgresql_writes_it() {
        assertThat(ArrayText.elements("{}")).isEmpty();
        assertThat(ArrayText.elements("{FR+33612,FR}")).containsExactly("FR+33612", "FR");
        assertThat(ArrayText.elements("{\"two words\",\"a \\\"b\\\", c\",NULL,\"NULL\",\"\"}"))
                .containsExactly("two words", "a \"b\", c", null, "NULL", "");
        assertThatThrownBy(() -> ArrayText.elements("text")).isInstanceOf(BenchFailure.class);
        assertThatThrownBy(() -> ArrayText.elements("{{1},{2}}")).isInstanceOf(BenchFailure.class);
    }

    @Test
    void an_array_that_grows_when_many_flows_run_is_filled_from_many_and_others_belong_to_one() {
        List<Executed> alone = List.of(executed(SETTLE, "sent", "{1}"), executed(PROVE, "{FR+33612,FR}"));
        List<Executed> together = List.of(
                executed(SETTLE, "sent", "{2}"), executed(SETTLE, "sent", "{3,4,5}"), executed(PROVE, "{US+1201,US}"));

        Batches batches = new Batches(alone, together);

        assertThat(batches.manyFlows(SETTLE, 1)).isTrue();
        assertThat(batches.manyFlows(SETTLE, 0)).isFalse();
        assertThat(batches.manyFlows(PROVE, 0)).isFalse();
        assertThat(batches.manyFlows("SELECT 1", 0)).isFalse();
    }

    @Test
    void the_elements_of_one_flow_are_each_fed_as_a_value_of_its_own() {
        Feeding feeding = new Feeding();
        Slot region = new Slot("text", false, List.of("FR", "FR"), List.of(), "$1");
        Slot fixed = new Slot("text", false, List.of("all", "all"), List.of(), "$1");

        assertThat(new Parameter("text[]", List.of(region, fixed)).sql(feeding))
                .isEqualTo("CAST(ARRAY[CAST('FR' AS text), CAST('all' AS text)] AS text[])");
    }

    private static Executed executed(String sql, String... parameters) {
        return new Executed(sql, Arrays.asList(parameters));
    }
}
