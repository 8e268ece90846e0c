package dev.firstring.sipserver.flexisip;

import dev.firstring.sipserver.Aor;
import dev.firstring.sipserver.CacheEffect;
import dev.firstring.sipserver.SipServerFault;
import dev.firstring.sipserver.flexisip.cli.FlexisipCli;
import java.time.Duration;
import java.util.List;

/**
 * The credentials that Flexisip keeps for a while after it read them: what to do about them when they have changed.
 * Thread-safe.
 */
final class CredentialCache {

    private final Duration life;
    private final boolean hasSockets;
    private final FlexisipCli cli;

    CredentialCache(ConfiguredFlexisip server) {
        this.life = server.cacheExpire();
        this.hasSockets = !server.cliSockets().isEmpty();
        this.cli = new FlexisipCli(server.sockets(), server.timeout());
    }

    /** @throws SipServerFault if a node could not be told: its copy is good until it expires by itself */
    CacheEffect drop(Aor aor) {
        if (life.isZero()) {
            return new CacheEffect.Dropped();
        }
        if (!hasSockets) {
            return new CacheEffect.Expires(life);
        }
        cli.forgetCredentials(aor);
        return new CacheEffect.Dropped();
    }

    /** What is wrong with the nodes; empty where all answer or none is known. */
    List<String> problems() {
        return cli.problems().stream()
                .map(fault -> String.valueOf(fault.getMessage()))
                .toList();
    }
}
