package dev.firstring.platform.call;

import dev.firstring.platform.Authorities;
import dev.firstring.platform.call.HttpCaller.HttpAnswer.Answered;
import dev.firstring.platform.call.HttpCaller.HttpAnswer.Failure;
import dev.firstring.platform.call.HttpCaller.HttpAnswer.NoAnswer;
import io.github.resilience4j.bulkhead.Bulkhead;
import io.github.resilience4j.bulkhead.BulkheadConfig;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.net.ConnectException;
import java.net.URLDecoder;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpConnectTimeoutException;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandler;
import java.net.http.HttpResponse.BodySubscriber;
import java.net.http.HttpTimeoutException;
import java.nio.ByteBuffer;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Flow;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import javax.net.ssl.SSLException;
import javax.net.ssl.SSLHandshakeException;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/**
 * Calls an HTTP server with limits on time, concurrency and response size. Certificates are verified; redirects are not
 * followed. Thread-safe.
 */
public final class HttpCaller implements AutoCloseable {

    private static final Pattern CHARSET = Pattern.compile("(?i)charset\\s*=\\s*\"?([A-Za-z0-9._:-]+)");
    private static final String UNREADABLE = "the connection broke, or the answer could not be read";

    private final HttpClient client;
    private final CallLimits limits;
    private final Bulkhead bulkhead;

    /** Creates a caller that trusts the certificate authorities of the Java runtime. */
    public HttpCaller(CallLimits limits) {
        this(limits, null);
    }

    /**
     * Creates a caller that trusts only the certificate authorities in a file.
     *
     * @param authorities certificates in PEM; null for those of the Java runtime
     * @throws IllegalArgumentException if the file cannot be read or contains no certificate
     */
    public HttpCaller(CallLimits limits, @Nullable Path authorities) {
        this.limits = limits;
        this.bulkhead = Bulkhead.of(
                "http",
                BulkheadConfig.custom()
                        .maxConcurrentCalls(limits.connections())
                        .maxWaitDuration(limits.maxWait())
                        .build());
        HttpClient.Builder builder = HttpClient.newBuilder()
                .version(HttpClient.Version.HTTP_1_1)
                .connectTimeout(limits.connect())
                .followRedirects(HttpClient.Redirect.NEVER);
        if (authorities != null) {
            builder.sslContext(Authorities.in(authorities));
        }
        this.client = builder.build();
    }

    /** Makes a call, without retries. Does not throw for failures of the server or the network. */
    public HttpAnswer call(HttpRequest.Builder request) {
        return call(request, false);
    }

    /**
     * Makes an idempotent call: if the connection is lost, for example because the server closed it while idle, the
     * call is retried once within the remaining time. Does not throw for failures of the server or the network.
     */
    public HttpAnswer callRepeatable(HttpRequest.Builder request) {
        return call(request, true);
    }

    @Override
    public void close() {
        client.shutdownNow();
    }

    private HttpAnswer call(HttpRequest.Builder request, boolean repeatable) {
        long end = System.nanoTime() + limits.total().toNanos();
        HttpRequest built = request.timeout(limits.total()).build();
        try {
            if (!bulkhead.tryAcquirePermission()) {
                if (Thread.interrupted()) {
                    throw new InterruptedException("interrupted while all connections were busy");
                }
                return new NoAnswer(
                        Failure.BUSY, "all " + limits.connections() + " connections were busy too long", null);
            }
            try {
                HttpAnswer answer = callOnce(built, end);
                boolean broken = answer instanceof NoAnswer none && none.failure() == Failure.BROKEN;
                return broken && repeatable ? callOnce(built, end) : answer;
            } finally {
                bulkhead.releasePermission();
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return new NoAnswer(Failure.INTERRUPTED, "the call was interrupted", e);
        }
    }

    private HttpAnswer callOnce(HttpRequest request, long end) throws InterruptedException {
        CompletableFuture<HttpResponse<byte[]>> pending =
                client.sendAsync(request, LimitedBody.upTo(limits.largestBody()));
        try {
            HttpResponse<byte[]> response = pending.get(Math.max(0, end - System.nanoTime()), TimeUnit.NANOSECONDS);
            return new Answered(response.statusCode(), text(response));
        } catch (TimeoutException e) {
            pending.cancel(true);
            return new NoAnswer(Failure.TIMEOUT, "no answer within " + limits.total(), e);
        } catch (InterruptedException e) {
            pending.cancel(true);
            throw e;
        } catch (ExecutionException e) {
            return failed(Objects.requireNonNullElse(e.getCause(), e));
        }
    }

    private NoAnswer failed(Throwable cause) {
        return switch (cause) {
            case HttpConnectTimeoutException timeout ->
                new NoAnswer(Failure.TIMEOUT, "no connection within " + limits.connect(), timeout);
            case HttpTimeoutException timeout ->
                new NoAnswer(Failure.TIMEOUT, "no answer within " + limits.total(), timeout);
            case ConnectException refused -> new NoAnswer(Failure.REFUSED, "connection refused", refused);
            case SSLHandshakeException untrusted ->
                new NoAnswer(Failure.UNTRUSTED, "no trusted TLS connection", untrusted);
            case SSLException broken -> new NoAnswer(Failure.BROKEN, "no trusted TLS connection", broken);
            case LimitedBody.TooLarge large -> new NoAnswer(Failure.TOO_LARGE, UNREADABLE, large);
            case IOException broken -> new NoAnswer(Failure.BROKEN, UNREADABLE, broken);
            default -> throw new IllegalStateException("a call failed in an unknown way", cause);
        };
    }

    /** Decodes the body in the charset of the response, UTF-8 by default, without a byte order mark. */
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

    /** Reads a body into memory, up to a limit; a larger body aborts the call. */
    private static final class LimitedBody implements BodySubscriber<byte[]> {

        private final ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        private final CompletableFuture<byte[]> body = new CompletableFuture<>();
        private final int limit;
        private Flow.@Nullable Subscription subscription;

        private LimitedBody(int limit) {
            this.limit = limit;
        }

        static BodyHandler<byte[]> upTo(int limit) {
            return head -> new LimitedBody(limit);
        }

        /** The response exceeds the limit. */
        static final class TooLarge extends IOException {

            TooLarge(int limit) {
                super("the answer has more than " + limit + " bytes");
            }
        }

        @Override
        public CompletionStage<byte[]> getBody() {
            return body;
        }

        @Override
        public void onSubscribe(Flow.Subscription subscription) {
            this.subscription = subscription;
            subscription.request(Long.MAX_VALUE);
        }

        @Override
        public void onNext(List<ByteBuffer> buffers) {
            for (ByteBuffer buffer : buffers) {
                if (bytes.size() + buffer.remaining() > limit) {
                    if (subscription != null) {
                        subscription.cancel();
                    }
                    body.completeExceptionally(new TooLarge(limit));
                    return;
                }
                byte[] part = new byte[buffer.remaining()];
                buffer.get(part);
                bytes.writeBytes(part);
            }
        }

        @Override
        public void onError(Throwable failure) {
            body.completeExceptionally(failure);
        }

        @Override
        public void onComplete() {
            body.complete(bytes.toByteArray());
        }
    }

    /** The outcome of a call. */
    public sealed interface HttpAnswer {

        /** The server responded, with any status. */
        record Answered(int status, String body) implements HttpAnswer {

            private static final JsonMapper JSON = JsonMapper.shared();

            public boolean isSuccess() {
                return status >= 200 && status < 300;
            }

            /** The body as JSON; empty if it is not JSON, such as the error page of a proxy. */
            public Optional<JsonNode> json() {
                try {
                    return body.isBlank() ? Optional.empty() : Optional.of(JSON.readTree(body));
                } catch (JacksonException e) {
                    return Optional.empty();
                }
            }
        }

        /**
         * There was no readable response in time.
         *
         * @param why for people; contains no address and no secret
         * @param cause null if there is no exception
         */
        record NoAnswer(
                Failure failure, String why, @Nullable Exception cause) implements HttpAnswer {}

        /** Why there was no response. */
        enum Failure {
            /** The bulkhead was full; nothing was sent. */
            BUSY,
            /** The calling thread was interrupted; its interrupt status is set. */
            INTERRUPTED,
            /** No connection or no response within the timeout. */
            TIMEOUT,
            /** Nothing was sent: the connection was refused, the host name is unknown, or there are no credentials. */
            REFUSED,
            /** The server's certificate is not trusted. */
            UNTRUSTED,
            /** The response is larger than the limit. */
            TOO_LARGE,
            /** The connection was lost before the response was complete. */
            BROKEN
        }
    }

    /** Encodes and parses forms ({@code application/x-www-form-urlencoded}) of URLs and bodies. */
    public static final class Forms {

        public static final String TYPE = "application/x-www-form-urlencoded";

        private Forms() {}

        /** Encodes a text for a URL; a space becomes {@code %20}. */
        public static String encode(String text) {
            return URLEncoder.encode(text, StandardCharsets.UTF_8).replace("+", "%20");
        }

        /** Encodes fields in their order. */
        public static String encode(Map<String, String> fields) {
            return fields.entrySet().stream()
                    .map(field -> encode(field.getKey()) + "=" + encode(field.getValue()))
                    .collect(Collectors.joining("&"));
        }

        /** Parses a form into the values of each field; malformed percent-encoding is left as is. */
        public static Map<String, List<String>> parse(@Nullable String form) {
            Map<String, List<String>> fields = new LinkedHashMap<>();
            if (form == null || form.isEmpty()) {
                return fields;
            }
            for (String field : form.split("&", -1)) {
                int split = field.indexOf('=');
                String name = split < 0 ? field : field.substring(0, split);
                String value = split < 0 ? "" : field.substring(split + 1);
                fields.computeIfAbsent(decode(name), any -> new ArrayList<>()).add(decode(value));
            }
            return fields;
        }

        private static String decode(String text) {
            try {
                return URLDecoder.decode(text, StandardCharsets.UTF_8);
            } catch (IllegalArgumentException e) {
                return text;
            }
        }
    }
}
