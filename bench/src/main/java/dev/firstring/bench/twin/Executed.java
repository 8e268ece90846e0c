package dev.firstring.bench.twin;

import java.util.Collections;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** An executed statement with its parameters in the format of the server's log; null is NULL. */
record Executed(String sql, List<@Nullable String> parameters) {

    Executed {
        parameters = Collections.unmodifiableList(parameters);
    }
}
