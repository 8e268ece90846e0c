package dev.firstring.bench.twin;

import java.util.List;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * A parameter of a statement: one value per flow, or an array of values of the same flow.
 *
 * @param arrayType the array's type; null for a single value, and for an array that the service fills from many flows
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
