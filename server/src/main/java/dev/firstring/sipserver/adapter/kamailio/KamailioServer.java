package dev.firstring.sipserver.adapter.kamailio;

import dev.firstring.sipserver.Aor;
import dev.firstring.sipserver.CacheEffect;
import dev.firstring.sipserver.DatabaseReader;
import dev.firstring.sipserver.Page;
import dev.firstring.sipserver.Registration;
import dev.firstring.sipserver.ServerAccount;
import dev.firstring.sipserver.ServerHealth;
import dev.firstring.sipserver.ServerId;
import java.util.List;
import java.util.Optional;
import tools.jackson.databind.JsonNode;

/**
 * A Kamailio that reads the view {@code subscriber} for each authentication and caches nothing: a change is in effect
 * on commit. Kamailio stores the contacts; they are read and removed by JSON-RPC. Thread-safe.
 */
final class KamailioServer implements DatabaseReader {

    private final ServerId id;
    private final String table;
    private final KamailioRpc rpc;
    private final SubscriberView accounts;

    KamailioServer(ConfiguredKamailio server, SubscriberView accounts) {
        this.id = server.id();
        this.table = server.table();
        this.rpc = new KamailioRpc(server);
        this.accounts = accounts;
    }

    @Override
    public ServerId id() {
        return id;
    }

    @Override
    public ServerHealth health() {
        return KamailioHealth.ask(rpc, table);
    }

    @Override
    public Optional<ServerAccount> find(Aor aor) {
        return accounts.find(aor);
    }

    /**
     * Returns one page with all addresses, since Kamailio has no paging. Contacts that expired a few seconds ago may be
     * included.
     */
    @Override
    public Page<Aor> registered(String cursor, int limit) {
        return new Page<>(RegisteredAddresses.in(rpc.text("ul.dump", "brief"), table), null);
    }

    @Override
    public List<Registration> registrations(Aor aor) {
        return switch (rpc.call("ul.lookup", table, aor.toString())) {
            case RpcAnswer.Done(JsonNode result) -> UsrlocContacts.in(result);
            case RpcAnswer.Refused refused when refused.isNone() -> List.of();
            case RpcAnswer.Refused refused -> throw refused.fault("ul.lookup");
        };
    }

    @Override
    public CacheEffect dropCaches(Aor aor) {
        return new CacheEffect.Dropped();
    }

    @Override
    public void deregister(Aor aor) {
        switch (rpc.call("ul.rm", table, aor.toString())) {
            case RpcAnswer.Done ignored -> {}
            case RpcAnswer.Refused refused when refused.isNone() -> {}
            case RpcAnswer.Refused refused -> throw refused.fault("ul.rm");
        }
    }

    @Override
    public boolean deregister(Aor aor, String contact) {
        return switch (rpc.call("ul.rm_contact", table, aor.toString(), contact)) {
            case RpcAnswer.Done ignored -> true;
            case RpcAnswer.Refused refused when refused.isNone() -> false;
            case RpcAnswer.Refused refused -> throw refused.fault("ul.rm_contact");
        };
    }

    @Override
    public void close() {
        rpc.close();
    }
}
