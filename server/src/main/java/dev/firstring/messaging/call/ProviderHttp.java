package dev.firstring.messaging.call;

import dev.firstring.messaging.call.HttpAnswer.Answered;
import dev.firstring.messaging.call.HttpAnswer.NoAnswer;
import java.io.IOException;
import java.net.ConnectException;
import java.net.http.HttpClient;
import java.net.http.HttpConnectTimeoutException;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.net.http.HttpTimeoutException;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Objects;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import javax.net.ssl.SSLException;

/**
 * Calls one provider: each call ends after its time limit, body included, and a body has 64 KiB at most. Certificates are
 * verified; redirects are not followed; a call is not repeated. Thread-safe.
 */
public final class ProviderHttp implements AutoCloseable {

    private static final int LARGEST_BODY = 1 << 16;
    private static final Pattern CHARSET = Pattern.compile("(?i)charset\\s*=\\s*\"?([A-Za-z0-9._:-]+)");

    private final HttpClient client;
    private final Duration limit;

    /** @param limit for all of a call */
    public ProviderHttp(Duration limit) {
        this.limit = limit;
        this.client = HttpClient.newBuilder()
                .version(HttpClient.Version.HTTP_1_1)
                .connectTimeout(limit)
                .followRedirects(HttpClient.Redirect.NEVER)
                .build();
    }

    /** Makes a call. Never throws for what the provider does. */
    public HttpAnswer call(HttpRequest.Builder request) {
        HttpRequest built = request.timeout(limit).build();
        CompletableFuture<HttpResponse<byte[]>> pending =
                client.sendAsync(built, BodyHandlers.limiting(BodyHandlers.ofByteArray(), LARGEST_BODY));
        try {
            HttpResponse<byte[]> response = pending.get(limit.toNanos(), TimeUnit.NANOSECONDS);
            return new Answered(response.statusCode(), text(response));
        } catch (TimeoutException e) {
            pending.cancel(true);
            return new NoAnswer("no answer within " + limit);
        } catch (InterruptedException e) {
            pending.cancel(true);
            Thread.currentThread().interrupt();
            return new NoAnswer("the call was interrupted");
        } catch (ExecutionException e) {
            return new NoAnswer(why(Objects.requireNonNullElse(e.getCause(), e)));
        }
    }

    /** In the character set that the answer names, without a byte order mark. */
    private static String text(HttpResponse<byte[]> response) {
        Matcher named =
                CHARSET.matcher(response.headers().firstValue("Content-Type").orElse(""));
        Charset charset = named.find() ? charset(named.group(1)) : StandardCharsets.UTF_8;
        String text = new String(response.body(), charset);
        return text.startsWith("\uFEFF") ? text.substring(1) : text;
    }

    private static Charset charset(String name) {
        try {
            return Charset.forName(name);
        } catch (IllegalArgumentException e) {
            return StandardCharsets.UTF_8;
        }
    }

    @Override
    public void close() {
        client.shutdownNow();
    }

    private String why(Throwable cause) {
        return switch (cause) {
            case HttpConnectTimeoutException timeout -> "no connection within " + limit;
            case HttpTimeoutException timeout -> "no answer within " + limit;
            case ConnectException refused -> "connection refused";
            case SSLException untrusted -> "no trusted TLS connection";
            case IOException broken -> "the connection broke, or the answer could not be read";
            default -> throw new IllegalStateException("a call failed in an unknown way", cause);
        };
    }
}
