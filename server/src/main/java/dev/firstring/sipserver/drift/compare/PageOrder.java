package dev.firstring.sipserver.drift.compare;

import dev.firstring.sipserver.SipServer;
import dev.firstring.sipserver.drift.seen.SeenAccounts;

/**
 * Which page to compare.
 *
 * @param cursor where the page begins; empty for the first
 * @param seen what was seen on the server before this page; nothing where contacts are compared
 */
public record PageOrder(SipServer server, String cursor, SeenAccounts seen, Lease lease) {

    /** Accounts a page: what one node holds in memory of a server. */
    public static final int SIZE = 200;
}
