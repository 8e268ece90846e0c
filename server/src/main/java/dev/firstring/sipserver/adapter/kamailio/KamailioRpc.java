package dev.firstring.sipserver.adapter.kamailio;

import dev.firstring.platform.Secret;
import dev.firstring.platform.call.CallLimits;
import dev.firstring.platform.call.HttpCaller.HttpAnswer.Answered;
import dev.firstring.sipserver.SipServerFault;
import dev.firstring.sipserver.SipServerFault.Kind;
import dev.firstring.sipserver.adapter.ServerCaller;
import java.net.URI;
import java.net.http.HttpRequest;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/**
 * Kamailio's commands by JSON-RPC 2.0 over HTTP: one for each request, never a batch, for which Kamailio reports
 * success whatever the outcome. All commands used here are idempotent. Thread-safe.
 */
final class KamailioRpc implements AutoCloseable {

    private static final JsonMapper JSON = JsonMapper.shared();

    /** A list of a hundred thousand addresses takes about seven mebibytes. */
    private static final int LARGEST_LIST = 64 << 20;

    private static final int LIST_PATIENCE = 10;

    private final URI url;
    private final @Nullable String authorization;
    private final ServerCaller caller;
    private final ServerCaller lister;

    KamailioRpc(ConfiguredKamailio server) {
        url = server.url();
        authorization = server.username() == null || server.password() == null
                ? null
                : basic(server.username(), server.password());
        CallLimits limits = CallLimits.of(server.connectTimeout(), server.timeout(), server.connections());
        Duration longer = server.timeout().multipliedBy(LIST_PATIENCE);
        Duration patient = longer.compareTo(CallLimits.LONGEST) < 0 ? longer : CallLimits.LONGEST;
        caller = new ServerCaller(limits, null);
        lister = new ServerCaller(
                CallLimits.of(server.connectTimeout(), patient, 1).withLargestBody(LARGEST_LIST), null);
    }

    /**
     * Executes a command.
     *
     * @throws SipServerFault if there is no response, or it is not JSON-RPC
     */
    RpcAnswer call(String method, String... parameters) {
        return read(caller.call(request(method, parameters)), method);
    }

    /**
     * Executes a command with a potentially large result.
     *
     * @return the unparsed body of the successful response
     * @throws SipServerFault if there is no successful response
     */
    String text(String method, String... parameters) {
        Answered reply = lister.call(request(method, parameters));
        if (!reply.isSuccess()) {
            read(reply, method).result(method);
        }
        return reply.body();
    }

    @Override
    public void close() {
        caller.close();
        lister.close();
    }

    private HttpRequest.Builder request(String method, String... parameters) {
        String body = JSON.writeValueAsString(
                Map.of("jsonrpc", "2.0", "id", 1, "method", method, "params", List.of(parameters)));
        HttpRequest.Builder request = HttpRequest.newBuilder(url)
                .header("Content-Type", "application/json")
                .POST(HttpRequest.BodyPublishers.ofString(body));
        return authorization == null ? request : request.header("Authorization", authorization);
    }

    /**
     * Parses a response. The status repeats the error code; without JSON-RPC, the response is from a proxy in front of
     * Kamailio.
     */
    private static RpcAnswer read(Answered reply, String method) {
        JsonNode answer = reply.json().orElse(null);
        if (answer != null && answer.path("error").isObject()) {
            JsonNode error = answer.get("error");
            return new RpcAnswer.Refused(
                    error.path("code").asInt(reply.status()),
                    error.path("message").asString("without a reason"));
        }
        if (answer != null && reply.isSuccess() && answer.has("result")) {
            return new RpcAnswer.Done(answer.get("result"));
        }
        throw switch (reply.status()) {
            case 401, 403 ->
                new SipServerFault(Kind.AUTHENTICATION_FAILED, method + " was refused: HTTP " + reply.status());
            case 502, 503, 504 ->
                new SipServerFault(Kind.SERVER_UNAVAILABLE, "no Kamailio behind its proxy: HTTP " + reply.status());
            default ->
                new SipServerFault(
                        Kind.CONFIGURATION_ERROR,
                        "the answer to " + method + " is not JSON-RPC (HTTP " + reply.status()
                                + "): is the URL right?");
        };
    }

    private static String basic(String username, Secret password) {
        byte[] both = (username + ":" + password.reveal()).getBytes(StandardCharsets.UTF_8);
        return "Basic " + Base64.getEncoder().encodeToString(both);
    }
}
