package dev.firstring.sip.view;

import dev.firstring.sip.turn.TurnGrant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * How a phone gets through NAT.
 *
 * @param turn null where TURN is off, or not issued because the credential is not active
 */
public record StunTurnConfig(
        List<String> stunServers, @Nullable TurnGrant turn) {

    public StunTurnConfig {
        stunServers = List.copyOf(stunServers);
    }
}
