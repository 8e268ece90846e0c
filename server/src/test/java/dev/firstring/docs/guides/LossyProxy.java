package dev.firstring.docs.guides;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import dev.firstring.testing.Patience;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * Stands between an app and the service like a bad mobile network: on demand the service does its work and the answer does not
 * arrive. Thread-safe.
 */
final class LossyProxy implements AutoCloseable {

    private enum Fate {
        LOSE,
        HOLD
    }

    private record Served(String type, byte[] content) {}

    private static final Set<String> OF_THE_CONNECTION =
            Set.of("connection", "content-length", "expect", "host", "upgrade", "transfer-encoding");

    private final HttpClient client = HttpClient.newHttpClient();
    private final ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor();
    private final Map<String, Fate> fates = new ConcurrentHashMap<>();
    private final Map<String, AtomicInteger> counts = new ConcurrentHashMap<>();
    private final Map<String, Served> pages = new ConcurrentHashMap<>();
    private final CountDownLatch closed = new CountDownLatch(1);
    private final HttpServer server;
    private final int target;

    LossyProxy(int target) throws IOException {
        this.target = target;
        this.server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        server.setExecutor(threads);
        server.createContext("/", this::pass);
        server.start();
    }

    String address() {
        return "http://localhost:" + server.getAddress().getPort();
    }

    /** Closes the connection in place of the next answer of this path. */
    void loseNextAnswer(String path) {
        fates.put(path, Fate.LOSE);
    }

    /** Lets whoever asks next at this path wait for good. */
    void holdNextAnswer(String path) {
        fates.put(path, Fate.HOLD);
    }

    /** Gives this page of its own. */
    void serve(String path, String type, byte[] content) {
        pages.put(path, new Served(type, content));
    }

    /** How many requests for a path the service has answered. */
    int answered(String path) {
        return counts.computeIfAbsent(path, _ -> new AtomicInteger()).get();
    }

    private void pass(HttpExchange exchange) throws IOException {
        String path = exchange.getRequestURI().getPath();
        try (exchange) {
            Served page = pages.get(path);
            if (page != null) {
                exchange.getResponseHeaders().set("Content-Type", page.type());
                exchange.sendResponseHeaders(200, page.content().length);
                exchange.getResponseBody().write(page.content());
                return;
            }
            HttpResponse<byte[]> answer = ask(exchange);
            counts.computeIfAbsent(path, _ -> new AtomicInteger()).incrementAndGet();
            Fate fate = fates.remove(path);
            if (fate == Fate.HOLD) {
                closed.await(Patience.LIMIT.toSeconds(), TimeUnit.SECONDS);
            }
            if (fate == null) {
                answer.headers().map().forEach((name, values) -> {
                    if (!OF_THE_CONNECTION.contains(name.toLowerCase(Locale.ROOT))) {
                        exchange.getResponseHeaders().put(name, values);
                    }
                });
                exchange.sendResponseHeaders(
                        answer.statusCode(), answer.body().length == 0 ? -1 : answer.body().length);
                exchange.getResponseBody().write(answer.body());
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private HttpResponse<byte[]> ask(HttpExchange exchange) throws IOException, InterruptedException {
        HttpRequest.Builder request = HttpRequest.newBuilder(
                        URI.create("http://localhost:" + target + exchange.getRequestURI()))
                .timeout(Patience.LIMIT)
                .method(
                        exchange.getRequestMethod(),
                        HttpRequest.BodyPublishers.ofByteArray(
                                exchange.getRequestBody().readAllBytes()));
        exchange.getRequestHeaders().forEach((name, values) -> {
            if (!OF_THE_CONNECTION.contains(name.toLowerCase(Locale.ROOT))) {
                values.forEach(value -> request.header(name, value));
            }
        });
        return client.send(request.build(), HttpResponse.BodyHandlers.ofByteArray());
    }

    @Override
    public void close() {
        closed.countDown();
        server.stop(0);
        threads.shutdownNow();
        client.close();
    }

    static LossyProxy before(int port) {
        try {
            return new LossyProxy(port);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
