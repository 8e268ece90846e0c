package dev.firstring.http;

import dev.firstring.platform.Mode;

/**
 * Decides which clients are shown codes. Production shows none. Development shows them to all clients while only this
 * machine can reach the service, and otherwise to clients on this machine: whoever reads codes signs in as any number.
 * Thread-safe.
 */
public final class CodeVisibility {

    private final boolean development;
    private final boolean reachedByOthers;

    /** @param reachedByOthers whether the service listens on an address that other machines can reach */
    public CodeVisibility(Mode mode, boolean reachedByOthers) {
        this.development = mode == Mode.DEVELOPMENT;
        this.reachedByOthers = reachedByOthers;
    }

    public boolean isShownTo(ClientAddress client) {
        return development && (!reachedByOthers || client.isThisMachine());
    }
}
