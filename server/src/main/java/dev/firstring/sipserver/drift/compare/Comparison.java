package dev.firstring.sipserver.drift.compare;

import dev.firstring.sip.CredentialId;
import dev.firstring.sipserver.SipServer;
import dev.firstring.sipserver.drift.finding.DriftFinding.Difference;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** One way to compare a server with the database, a page at a time. Implementations are thread-safe. */
public interface Comparison {

    /** Accounts a page: as many of a server as a node holds in memory. */
    int PAGE_SIZE = 200;

    /** The comparisons, in the order of these constants. */
    enum Phase {
        /** The accounts that the server lists. */
        ACCOUNTS,
        /** The accounts that the server should have, and did not list. */
        MISSING,
        /** The addresses with live contacts. */
        CONTACTS;

        /** The phase after it; empty after the last. */
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
     * @param seen the accounts seen on the server before this page; nothing in the phase of contacts
     * @param beforeEachCall to be run before each call to the server; it throws when the run is lost
     */
    record PageRequest(SipServer server, String cursor, SeenAccounts seen, Runnable beforeEachCall) {}

    /**
     * The result of comparing a page.
     *
     * @param seen the credentials whose account the server listed
     * @param compared how many accounts or addresses the server listed
     * @param next where the next page begins; null after the last
     */
    record ComparedPage(
            List<Difference> differences,
            List<CredentialId> seen,
            int compared,
            @Nullable String next) {

        /** The only page of a server that cannot be compared so. */
        public static final ComparedPage NOTHING = new ComparedPage(List.of(), List.of(), 0, null);

        public ComparedPage {
            differences = List.copyOf(differences);
            seen = List.copyOf(seen);
        }
    }

    Phase phase();

    /** Whether the server has what this comparison needs. */
    boolean supports(SipServer server);

    /**
     * Compares a page.
     *
     * @throws dev.firstring.sipserver.SipServerFault if the server does not answer
     */
    ComparedPage compare(PageRequest request);
}
