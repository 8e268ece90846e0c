package dev.firstring.sipserver.adapter.kamailio;

import dev.firstring.sipserver.ServerHealth;
import dev.firstring.sipserver.SipServerFault;
import java.time.Duration;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/** Checks the health of a Kamailio. */
final class KamailioHealth {

    private KamailioHealth() {}

    static ServerHealth ask(KamailioRpc rpc, String table) {
        try {
            String version = rpc.call("core.version").result("core.version").asString("");
            long uptime =
                    rpc.call("core.uptime").result("core.uptime").path("uptime").asLong(-1);
            return with(rpc.call("stats.fetchn", "usrloc:"), table, version.strip(), uptime);
        } catch (SipServerFault e) {
            return ServerHealth.down(String.valueOf(e.getMessage()));
        }
    }

    /**
     * A Kamailio without the module kex has no statistics; if there are statistics but none of the table, the table is
     * absent.
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
