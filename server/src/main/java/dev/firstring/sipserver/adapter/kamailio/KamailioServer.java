package dev.firstring.sipserver.adapter.kamailio;

import dev.firstring.sipserver.Aor;
import dev.firstring.sipserver.CacheEffect;
import dev.firstring.sipserver.DatabaseReader;
import dev.firstring.sipserver.Page;
import dev.firstring.sipserver.Registration;
import dev.firstring.sipserver.ServerAccount;
import dev.firstring.sipserver.ServerHealth;
import dev.firstring.sipserver.ServerId;
import dev.firstring.sipserver.SipServerFault;
import dev.firstring.sipserver.SipServerFault.Kind;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JacksonException;
import tools.jackson.core.JsonParser;
import tools.jackson.core.JsonToken;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

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

    /** Checks the health of a Kamailio. */
    private static final class KamailioHealth {

        private KamailioHealth() {}

        static ServerHealth ask(KamailioRpc rpc, String table) {
            try {
                String version = rpc.call("core.version").result("core.version").asString("");
                long uptime = rpc.call("core.uptime")
                        .result("core.uptime")
                        .path("uptime")
                        .asLong(-1);
                return with(rpc.call("stats.fetchn", "usrloc:"), table, version.strip(), uptime);
            } catch (SipServerFault e) {
                return ServerHealth.down(String.valueOf(e.getMessage()));
            }
        }

        /**
         * A Kamailio without the module kex has no statistics; if there are statistics but none of the table, the table
         * is absent.
         */
        private static ServerHealth with(RpcAnswer statistics, String table, String version, long uptime) {
            JsonNode count = statistics instanceof RpcAnswer.Done(JsonNode result)
                    ? result.path("usrloc." + table + "_contacts")
                    : null;
            boolean unknownTable = count != null && count.isMissingNode();
            return new ServerHealth(
                    true,
                    version.isEmpty() ? null : version,
                    uptime < 0 ? null : Duration.ofSeconds(uptime),
                    count == null ? null : number(count),
                    unknownTable ? "this Kamailio has no table of contacts named " + table : null);
        }

        /** Depending on its version, Kamailio writes numbers with or without quotation marks. */
        private static @Nullable Long number(JsonNode count) {
            long value = count.asLong(-1);
            return value < 0 ? null : value;
        }
    }

    /**
     * Parses the addresses of one table from the response to {@code ul.dump brief}, as a stream because it may be
     * large.
     */
    private static final class RegisteredAddresses {

        private static final JsonMapper JSON = JsonMapper.shared();

        private RegisteredAddresses() {}

        /**
         * Parses a response.
         *
         * @throws SipServerFault if it is not a response to that command, or its addresses have no domain
         */
        static List<Aor> in(String answer, String table) {
            List<Aor> found = new ArrayList<>();
            boolean isDump = false;
            String current = "";
            try (JsonParser json = JSON.createParser(answer)) {
                for (JsonToken token = json.nextToken(); token != null; token = json.nextToken()) {
                    isDump |= token == JsonToken.PROPERTY_NAME && "Domains".equals(json.currentName());
                    if (token == JsonToken.VALUE_STRING && "Domain".equals(json.currentName())) {
                        current = json.getString();
                    } else if (token == JsonToken.VALUE_STRING
                            && "AoR".equals(json.currentName())
                            && current.equals(table)) {
                        found.add(address(json.getString()));
                    }
                }
            } catch (JacksonException e) {
                throw new SipServerFault(Kind.CONFIGURATION_ERROR, "the answer to ul.dump is not JSON", e);
            }
            if (!isDump) {
                throw new SipServerFault(Kind.CONFIGURATION_ERROR, "the result of ul.dump has no tables");
            }
            return found;
        }

        private static Aor address(String text) {
            return Aor.parse(text)
                    .orElseThrow(
                            () -> new SipServerFault(
                                    Kind.CONFIGURATION_ERROR,
                                    "Kamailio keeps contacts without a domain: it needs modparam(\"usrloc\", \"use_domain\", 1)"));
        }
    }
}
