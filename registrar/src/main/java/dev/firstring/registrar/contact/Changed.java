package dev.firstring.registrar.contact;

import java.util.List;

/** The outcome of a change. */
public sealed interface Changed {

    /**
     * The change was applied.
     *
     * @param all all contacts after the change
     * @param registered the contacts that the request registered or refreshed
     */
    record Done(List<Binding> all, List<Binding> registered) implements Changed {}

    /** A later request of the same call was processed before; nothing was changed. */
    record Overtaken() implements Changed {}

    /** A limit on the number of contacts was reached; nothing was changed. */
    record Full() implements Changed {}
}
