package dev.firstring.sipserver.drift.compare;

import dev.firstring.sipserver.SipServer;
import java.time.Instant;
import java.util.UUID;

/**
 * Which page to compare.
 *
 * @param run what runs it
 * @param started when the run began
 * @param cursor where the page begins; empty for the first
 */
public record PageOrder(UUID run, Instant started, SipServer server, String cursor, Lease lease) {

    /** Accounts a page: what one node holds in memory of a server. */
    public static final int SIZE = 200;
}
