package dev.firstring.registrar.contact;

import java.util.List;

/** What came of a change. */
public sealed interface Changed {

    /**
     * It is done.
     *
     * @param all what is registered now
     * @param registered those of them that the request registered or refreshed
     */
    record Done(List<Binding> all, List<Binding> registered) implements Changed {}

    /** A later request of the same call was there first; nothing is changed. */
    record Overtaken() implements Changed {}

    /** There is no room for so many contacts; nothing is changed. */
    record Full() implements Changed {}
}
