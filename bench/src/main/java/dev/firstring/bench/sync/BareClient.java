package dev.firstring.bench.sync;

import dev.firstring.bench.BenchFailure;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReference;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.json.JsonMapper;

/** Creates accounts on a REST server at the highest rate that the server accepts, as the reference for sync. */
final class BareClient {

    private final String url;
    private final String key;
    private final int connections;
    private final JsonMapper json = JsonMapper.shared();

    BareClient(String url, String key, int connections) {
        this.url = url;
        this.key = key;
        this.connections = connections;
    }

    /** Creates that many accounts and returns the elapsed time in seconds. */
    double create(int accounts) throws InterruptedException {
        AtomicInteger next = new AtomicInteger();
        AtomicReference<@Nullable Exception> failure = new AtomicReference<>();
        long begin = System.nanoTime();
        try (HttpClient client =
                HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build()) {
            List<Thread> threads = new ArrayList<>();
            for (int i = 0; i < connections; i++) {
                threads.add(Thread.ofPlatform().start(() -> work(client, next, accounts, failure)));
            }
            for (Thread thread : threads) {
                thread.join();
            }
        }
        Exception failed = failure.get();
        if (failed != null) {
            throw new BenchFailure("the bare client failed: " + failed.getMessage(), failed);
        }
        return (System.nanoTime() - begin) / 1e9;
    }

    private void work(
            HttpClient client, AtomicInteger next, int accounts, AtomicReference<@Nullable Exception> failure) {
        try {
            for (int n = next.getAndIncrement(); n < accounts && failure.get() == null; n = next.getAndIncrement()) {
                int status = again(client, n);
                if (status != 201 && status != 200) {
                    throw new IOException("the stub answered " + status);
                }
            }
        } catch (IOException e) {
            failure.compareAndSet(null, e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    /** Retries once, since the server may have closed a kept-alive connection, as any client must. */
    private int again(HttpClient client, int n) throws IOException, InterruptedException {
        try {
            return create(client, n);
        } catch (IOException e) {
            return create(client, n);
        }
    }

    private int create(HttpClient client, int n) throws IOException, InterruptedException {
        String body = json.writeValueAsString(Map.of(
                "username",
                "bare%06dabcd".formatted(n),
                "password",
                "0123456789abcdefghijABCD",
                "domain",
                "sip.example.test",
                "display_name",
                "Person " + n,
                "phone_number",
                "+1555%07d".formatted(n),
                "enabled",
                true));
        HttpRequest request = HttpRequest.newBuilder(URI.create(url + "/api/accounts"))
                .header("X-API-Key", key)
                .header("Content-Type", "application/json")
                .POST(HttpRequest.BodyPublishers.ofString(body))
                .build();
        return client.send(request, HttpResponse.BodyHandlers.ofString()).statusCode();
    }
}
