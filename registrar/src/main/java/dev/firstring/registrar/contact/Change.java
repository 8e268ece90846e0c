package dev.firstring.registrar.contact;

import java.time.Duration;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** What a REGISTER asks for. */
public sealed interface Change {

    /** To be told what there is. */
    record Query() implements Change {}

    /** To end all. */
    record EndAll(Binding.Call call) implements Change {}

    /** To register, refresh and end some, all of it or nothing. */
    record Update(Binding.Call call, @Nullable String userAgent, List<Wish> wishes) implements Change {

        public Update {
            wishes = List.copyOf(wishes);
        }
    }

    /**
     * One contact of an update.
     *
     * @param life zero to end it
     */
    record Wish(Binding.Contact contact, Duration life) {}
}
