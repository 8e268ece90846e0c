package dev.firstring.sip.turn;

import java.util.List;

/**
 * Temporary access to TURN servers (TURN-1). {@link #toString()} hides the password. Immutable.
 *
 * @param ttl the lifetime in seconds, from the time of issue
 */
public record TurnGrant(String username, String password, long ttl, List<String> uris) {

    public TurnGrant {
        uris = List.copyOf(uris);
    }

    @Override
    public String toString() {
        return "TurnGrant[" + username + ", ttl=" + ttl + "]";
    }
}
