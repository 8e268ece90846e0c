package dev.firstring.sip.turn;

import java.util.List;

/**
 * Leave to use TURN servers for a while (TURN-1). The password is not shown by {@link #toString()}. Immutable.
 *
 * @param ttl seconds that it is good for from now
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
