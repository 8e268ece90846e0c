package dev.firstring.sipserver.drift.compare;

import dev.firstring.sipserver.SipServer;
import java.util.Optional;

/** One way to compare a server with the database. Implementations are thread-safe. */
public interface Comparison {

    /** The order of comparisons, which is that of these constants. */
    enum Phase {
        /** What the server has. */
        ACCOUNTS,
        /** What the server should have and was not seen to. */
        MISSING,
        /** Who is registered. */
        CONTACTS;

        /** The one after it; empty after the last. */
        public Optional<Phase> next() {
            return switch (this) {
                case ACCOUNTS -> Optional.of(MISSING);
                case MISSING -> Optional.of(CONTACTS);
                case CONTACTS -> Optional.empty();
            };
        }
    }

    Phase phase();

    /** Whether the server can be compared so. */
    boolean fits(SipServer server);

    /**
     * Compares a page.
     *
     * @throws dev.firstring.sipserver.SipServerFault if the server does not answer
     */
    ComparedPage page(PageOrder order);
}
