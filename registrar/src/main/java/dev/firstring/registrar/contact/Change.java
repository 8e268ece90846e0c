package dev.firstring.registrar.contact;

import dev.firstring.registrar.flow.Flow;
import java.time.Duration;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** The change that a REGISTER requests. */
public sealed interface Change {

    /** Lists the contacts and changes nothing. */
    record Query() implements Change {}

    /** Removes all contacts. */
    record EndAll(Binding.Call call) implements Change {}

    /** Registers, refreshes and removes contacts, all or none. */
    record Update(Binding.Call call, @Nullable String userAgent, Flow flow, List<Wish> wishes) implements Change {

        public Update {
            wishes = List.copyOf(wishes);
        }
    }

    /**
     * One contact of an update.
     *
     * @param life zero to remove it
     */
    record Wish(Binding.Contact contact, Duration life) {}
}
