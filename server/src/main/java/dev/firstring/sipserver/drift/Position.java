package dev.firstring.sipserver.drift;

import dev.firstring.sipserver.drift.compare.Comparison.Phase;

/**
 * How far a run is; kept as JSON.
 *
 * @param server the id of the server that it is at
 * @param cursor where the next page begins; empty for the first of the phase
 */
record Position(String server, Phase phase, String cursor) {

    static Position atStartOf(String server) {
        return new Position(server, Phase.ACCOUNTS, "");
    }

    /** Whether nothing of the server was compared before. */
    boolean isStart() {
        return phase == Phase.ACCOUNTS && cursor.isEmpty();
    }

    /** Whether the run can go on here only with what it has seen on the server. */
    boolean needsSeen() {
        return phase != Phase.CONTACTS && !isStart();
    }
}
