package dev.firstring.bench.twin;

import java.util.Collections;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** A statement that the server has run, with its parameters as the server's log spells them; null is NULL. */
record Executed(String sql, List<@Nullable String> parameters) {

    Executed {
        parameters = Collections.unmodifiableList(parameters);
    }
}
