package dev.firstring.sipserver.fleet;

import dev.firstring.sipserver.Aor;
import dev.firstring.sipserver.CacheEffect;
import dev.firstring.sipserver.Capability;
import dev.firstring.sipserver.Page;
import dev.firstring.sipserver.Registration;
import dev.firstring.sipserver.ServerAccount;
import dev.firstring.sipserver.ServerHealth;
import dev.firstring.sipserver.ServerId;
import dev.firstring.sipserver.SipServer;
import dev.firstring.sipserver.SipServerFault;
import dev.firstring.sipserver.WantedAccount;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * A server behind its guard: every call is counted and timed, and rejected while the guard does not permit it. The
 * health check is always permitted. Thread-safe.
 */
public final class GuardedServer implements SipServer {

    private final SipServer server;
    private final Guard guard;

    GuardedServer(SipServer server, Guard guard) {
        this.server = server;
        this.guard = guard;
    }

    /** Whether calls are currently permitted. */
    public boolean open() {
        return guard.open();
    }

    /** The fault that a call would throw; empty if calls are permitted. */
    public Optional<SipServerFault> closedBecause() {
        return guard.closedBecause();
    }

    /** Checks whether a server that rejected our credentials accepts them again; does nothing for other servers. */
    public void probe() {
        if (guard.halted() && health().reachable()) {
            guard.resume();
        }
    }

    @Override
    public ServerId id() {
        return server.id();
    }

    @Override
    public Set<Capability> capabilities() {
        return server.capabilities();
    }

    @Override
    public ServerHealth health() {
        return guard.timed("health", server::health);
    }

    @Override
    public void apply(WantedAccount account) {
        guard.run("apply", () -> server.apply(account));
    }

    @Override
    public void remove(Aor aor) {
        guard.run("remove", () -> server.remove(aor));
    }

    @Override
    public Optional<ServerAccount> find(Aor aor) {
        return guard.call("find", () -> server.find(aor));
    }

    @Override
    public Page<ServerAccount> accounts(String cursor, int limit) {
        return guard.call("accounts", () -> server.accounts(cursor, limit));
    }

    @Override
    public Page<Aor> registered(String cursor, int limit) {
        return guard.call("registered", () -> server.registered(cursor, limit));
    }

    @Override
    public List<Registration> registrations(Aor aor) {
        return guard.call("registrations", () -> server.registrations(aor));
    }

    @Override
    public CacheEffect dropCaches(Aor aor) {
        return guard.call("drop_caches", () -> server.dropCaches(aor));
    }

    @Override
    public void deregister(Aor aor) {
        guard.run("deregister", () -> server.deregister(aor));
    }

    @Override
    public boolean deregister(Aor aor, String contact) {
        return guard.call("deregister_one", () -> server.deregister(aor, contact));
    }

    @Override
    public boolean deregister(Aor aor, Registration seen) {
        return guard.call("deregister_one", () -> server.deregister(aor, seen));
    }

    @Override
    public void close() {
        server.close();
    }
}
