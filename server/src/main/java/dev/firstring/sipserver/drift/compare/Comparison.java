package dev.firstring.sipserver.drift.compare;

import dev.firstring.sip.CredentialId;
import dev.firstring.sipserver.SipServer;
import dev.firstring.sipserver.drift.finding.DriftFinding.Difference;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Compares one aspect of a server with the database, a page at a time. Implementations are thread-safe. */
public interface Comparison {

    /** Accounts per page, which bounds the memory of a node. */
    int PAGE_SIZE = 200;

    /** The phases of a run on a server, in the order of these constants. */
    enum Phase {
        /** The accounts that the server lists. */
        ACCOUNTS,
        /** The accounts that the server should have, but did not list. */
        MISSING,
        /** The addresses with live contacts. */
        CONTACTS;

        /** The next phase; empty after the last. */
        public Optional<Phase> next() {
            return switch (this) {
                case ACCOUNTS -> Optional.of(MISSING);
                case MISSING -> Optional.of(CONTACTS);
                case CONTACTS -> Optional.empty();
            };
        }
    }

    /**
     * The page to compare.
     *
     * @param cursor where the page begins; empty for the first
     * @param seen the accounts seen on the server before this page; empty in the phase {@link Phase#CONTACTS}
     * @param beforeEachCall must be run before each call to the server; throws if the run is lost
     */
    record PageRequest(SipServer server, String cursor, SeenAccounts seen, Runnable beforeEachCall) {}

    /**
     * The result of comparing a page.
     *
     * @param seen the credentials whose accounts the server listed
     * @param compared the number of accounts or addresses that the server listed
     * @param next where the next page begins; null after the last
     */
    record ComparedPage(
            List<Difference> differences,
            List<CredentialId> seen,
            int compared,
            @Nullable String next) {

        /** The result for a server that does not support the comparison, or has nothing to compare. */
        public static final ComparedPage NOTHING = new ComparedPage(List.of(), List.of(), 0, null);

        public ComparedPage {
            differences = List.copyOf(differences);
            seen = List.copyOf(seen);
        }
    }

    Phase phase();

    /** Whether the server has the capabilities that this comparison requires. */
    boolean supports(SipServer server);

    /**
     * Compares a page.
     *
     * @throws dev.firstring.sipserver.SipServerFault if the server does not answer
     */
    ComparedPage compare(PageRequest request);
}
