package dev.firstring.bench.twin;

import java.util.List;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * A parameter of a statement: one value a flow, or an array of several that belong to the same flow.
 *
 * @param arrayType what the values are elements of; null for one value, and for an array that the service fills from many flows
 */
record Parameter(@Nullable String arrayType, List<Slot> slots) {

    Parameter {
        slots = List.copyOf(slots);
    }

    boolean batched() {
        return slots.stream().anyMatch(Slot::array);
    }

    String sql(Feeding feeding) {
        return arrayType == null
                ? feeding.sql(slots.getFirst())
                : "CAST(ARRAY[" + slots.stream().map(feeding::sql).collect(Collectors.joining(", ")) + "] AS "
                        + arrayType + ")";
    }
}
