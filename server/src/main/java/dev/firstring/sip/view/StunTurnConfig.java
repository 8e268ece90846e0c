package dev.firstring.sip.view;

import dev.firstring.sip.turn.TurnGrant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The STUN and TURN servers with which a phone traverses NAT.
 *
 * @param turn null if TURN is off, or not issued because the credential is not active
 */
public record StunTurnConfig(
        List<String> stunServers, @Nullable TurnGrant turn) {

    public StunTurnConfig {
        stunServers = List.copyOf(stunServers);
    }
}
