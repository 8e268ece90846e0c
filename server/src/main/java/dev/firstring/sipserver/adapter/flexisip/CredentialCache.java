package dev.firstring.sipserver.adapter.flexisip;

import dev.firstring.sipserver.Aor;
import dev.firstring.sipserver.CacheEffect;
import dev.firstring.sipserver.SipServerFault;
import dev.firstring.sipserver.adapter.flexisip.cli.FlexisipCli;
import dev.firstring.sipserver.adapter.flexisip.cli.Untold;
import java.time.Duration;
import java.util.List;

/** Invalidates the credentials that Flexisip has cached, after they change. Thread-safe. */
final class CredentialCache {

    private final Duration life;
    private final Duration longestRead;
    private final boolean hasSockets;
    private final FlexisipCli cli;

    CredentialCache(ConfiguredFlexisip server) {
        this.life = server.cacheExpire();
        this.longestRead = server.longestRead();
        this.hasSockets = !server.cliSockets().isEmpty();
        this.cli = new FlexisipCli(server.sockets(), server.timeout());
    }

    /**
     * Drops the cached credentials where possible. A query of Flexisip that began before the commit may still be in
     * progress: its result is cached, and accepted, when it ends.
     *
     * @throws SipServerFault if the address cannot be expressed in a command
     */
    CacheEffect drop(Aor aor) {
        if (life.isZero()) {
            return new CacheEffect.Dropped(longestRead);
        }
        Duration all = longestRead.plus(life);
        if (!hasSockets) {
            return new CacheEffect.Expires(all, "no command socket is configured: Flexisip keeps what it has read");
        }
        FlexisipCli.Forgotten forgotten = cli.forgetCredentials(aor);
        List<Untold> untold = forgotten.untold();
        if (untold.isEmpty()) {
            return new CacheEffect.Dropped(longestRead, forgotten.found());
        }
        String why = String.join("; ", untold.stream().map(Untold::why).toList());
        return untold.stream().anyMatch(Untold::hangs)
                ? new CacheEffect.Held(all, why)
                : new CacheEffect.Expires(all, why);
    }

    /** The problems of the nodes; empty if all are healthy or none is configured. */
    List<String> problems() {
        return cli.problems(life);
    }
}
