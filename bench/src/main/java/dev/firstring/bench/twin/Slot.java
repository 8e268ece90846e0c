package dev.firstring.bench.twin;

import dev.firstring.bench.BenchFailure;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A parameter of a statement, or an element of an array parameter, with its value in each captured flow.
 *
 * @param type the type, of the element if the parameter is an array
 * @param array whether it is an array with one element per flow; the values here are those of its only element
 * @param asked the time of each flow's request
 * @param where the statement and the place in it, for messages
 */
record Slot(String type, boolean array, List<@Nullable String> values, List<Instant> asked, String where) {

    boolean constant() {
        return values.stream().distinct().count() == 1;
    }

    boolean time() {
        return type.startsWith("timestamp") || type.equals("date");
    }

    /** The values; fails if one of them is NULL. */
    List<String> present() {
        return values.stream()
                .map(value -> {
                    if (value == null) {
                        throw unknown("is NULL in some flows only");
                    }
                    return value;
                })
                .toList();
    }

    BenchFailure unknown(String why) {
        return new BenchFailure("the twin does not know how to feed a statement of the service: " + where + " of type "
                + type + " " + why + "; its values were " + values
                + ". Teach dev.firstring.bench.twin.Feeding how such a value is made.");
    }
}
