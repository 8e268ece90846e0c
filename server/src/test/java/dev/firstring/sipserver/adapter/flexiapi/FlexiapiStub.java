package dev.firstring.sipserver.adapter.flexiapi;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicReference;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/**
 * Answers as a Flexisip Account Manager does, bad manners included: plain text for a wrong key, a redirect for none, bare
 * words and empty bodies with 200, updates that set to null what they do not name, an empty list for no devices, and
 * names that stay taken after a deletion. Thread-safe.
 */
final class FlexiapiStub implements AutoCloseable {

    private static final JsonMapper JSON = JsonMapper.shared();
    private static final int PAGE = 20;

    /** Whoever looks into the Space while calls may be under way locks it. */
    final Space space;

    /** The method and the path of each call so far. */
    final List<String> calls = new ArrayList<>();

    /** Given instead of any other answer, once set. */
    final AtomicReference<Answer> always = new AtomicReference<>();

    /** Stops FAM-like deletion of devices from doing anything. */
    boolean keepsDevices;

    private final String key;
    private int port;
    private HttpServer server;

    FlexiapiStub(String domain, String key, Clock clock) {
        this.space = new Space(domain, clock);
        this.key = key;
        comeBack();
    }

    /** A status and a body; a redirect's body is where it leads to. */
    record Answer(int status, String body) {

        static Answer json(int status, Object body) {
            return new Answer(status, JSON.writeValueAsString(body));
        }

        static Answer message(int status, String message) {
            return json(status, Map.of("message", message));
        }
    }

    String url() {
        return "http://localhost:" + port;
    }

    void goAway() {
        server.stop(0);
    }

    void comeBack() {
        try {
            server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), port), 0);
            server.setExecutor(Executors.newVirtualThreadPerTaskExecutor());
            server.createContext("/", this::handle);
            server.start();
            port = server.getAddress().getPort();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @Override
    public void close() {
        server.stop(0);
    }

    private void handle(HttpExchange exchange) throws IOException {
        try (exchange) {
            String body = new String(exchange.getRequestBody().readAllBytes(), StandardCharsets.UTF_8);
            Answer answer;
            synchronized (space) {
                calls.add(exchange.getRequestMethod() + " "
                        + exchange.getRequestURI().getRawPath());
                answer = answer(exchange, body);
            }
            if (answer.status() == 302) {
                exchange.getResponseHeaders().set("Location", answer.body());
            }
            byte[] bytes = answer.body().getBytes(StandardCharsets.UTF_8);
            exchange.sendResponseHeaders(answer.status(), bytes.length == 0 ? -1 : bytes.length);
            if (bytes.length > 0) {
                exchange.getResponseBody().write(bytes);
            }
        }
    }

    private Answer answer(HttpExchange exchange, String body) {
        if (always.get() != null) {
            return always.get();
        }
        String shown = exchange.getRequestHeaders().getFirst("x-api-key");
        if (shown == null) {
            return new Answer(302, url() + "/login");
        }
        if (!shown.equals(key)) {
            return new Answer(401, "Invalid API Key");
        }
        String[] path = exchange.getRequestURI().getRawPath().split("/", -1);
        String method = exchange.getRequestMethod();
        if (path.length < 3 || !path[1].equals("api") || !path[2].equals("accounts")) {
            return Answer.message(404, "Not Found");
        }
        if (path.length == 3) {
            return method.equals("POST")
                    ? create(body)
                    : list(exchange.getRequestURI().getQuery());
        }
        String name = decoded(path[3]);
        if (path.length == 5 && path[4].equals("search")) {
            return named(name)
                    .map(account -> Answer.json(200, account.shown()))
                    .orElse(Answer.message(404, "No query results for model [App\\Account]."));
        }
        return Optional.of(name)
                .filter(id -> id.matches("\\d{1,9}"))
                .map(id -> space.accounts.get(Integer.valueOf(id)))
                .map(account -> ofAccount(method, account, path, body))
                .orElse(Answer.message(404, "No query results for model [App\\Account] " + name));
    }

    private Answer ofAccount(String method, SpaceAccount account, String[] path, String body) {
        String rest = path.length == 4 ? "" : path[4];
        return switch (method + " " + rest) {
            case "GET " -> Answer.json(200, account.shown());
            case "PUT " -> replace(account, body);
            case "DELETE " -> {
                space.delete(account);
                yield new Answer(200, "");
            }
            case "POST activate", "POST deactivate" -> {
                account.activated = rest.equals("activate");
                yield Answer.json(200, account.shown());
            }
            case "POST block", "POST unblock" -> {
                account.blocked = rest.equals("block");
                yield Answer.json(200, account.shown());
            }
            case "GET devices" -> Answer.json(200, account.devices.isEmpty() ? List.of() : account.devices);
            case "DELETE devices" -> {
                if (!keepsDevices) {
                    account.devices.remove(decoded(path[5]));
                }
                yield new Answer(200, "1");
            }
            default -> Answer.message(404, "Not Found");
        };
    }

    private Answer create(String body) {
        JsonNode wanted = JSON.readTree(body);
        Map<String, List<String>> mistakes = space.mistakes(wanted, null);
        if (!mistakes.isEmpty()) {
            return invalid(mistakes);
        }
        if (space.accounts.size() >= space.most) {
            return Answer.message(403, "This space cannot have more accounts.");
        }
        SpaceAccount made = space.make(wanted.path("username").asString());
        space.fill(made, wanted);
        made.activated = wanted.path("activated").asBoolean(false);
        return Answer.json(200, made.shown());
    }

    private Answer replace(SpaceAccount account, String body) {
        JsonNode wanted = JSON.readTree(body);
        Map<String, List<String>> mistakes = space.mistakes(wanted, account);
        if (!mistakes.isEmpty()) {
            return invalid(mistakes);
        }
        space.fill(account, wanted);
        if (space.flagsInUpdates) {
            account.activated = wanted.path("activated").asBoolean(account.activated);
            account.blocked = wanted.path("blocked").asBoolean(account.blocked);
        }
        return Answer.json(200, account.shown());
    }

    private Answer list(String query) {
        int page = query == null ? 1 : Integer.parseInt(query.replaceAll(".*page=(\\d+).*", "$1"));
        List<Map<String, Object>> data = space.accounts.values().stream()
                .skip((page - 1L) * PAGE)
                .limit(PAGE)
                .map(SpaceAccount::shown)
                .toList();
        Map<String, Object> shown = new LinkedHashMap<>();
        shown.put("current_page", page);
        shown.put("data", data);
        shown.put("last_page", Math.max(1, (space.accounts.size() + PAGE - 1) / PAGE));
        shown.put("per_page", PAGE);
        shown.put("total", space.accounts.size());
        return Answer.json(200, shown);
    }

    private Optional<SpaceAccount> named(String address) {
        int at = address.indexOf('@');
        return at > 0 && address.substring(at + 1).equals(space.domain)
                ? space.find(address.substring(0, at))
                : Optional.empty();
    }

    private static Answer invalid(Map<String, List<String>> mistakes) {
        return Answer.json(
                422, Map.of("message", mistakes.values().iterator().next().getFirst(), "errors", mistakes));
    }

    private static String decoded(String text) {
        return URLDecoder.decode(text.replace("+", "%2B"), StandardCharsets.UTF_8);
    }
}
