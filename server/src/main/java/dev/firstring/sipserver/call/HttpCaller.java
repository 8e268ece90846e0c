package dev.firstring.sipserver.call;

import dev.firstring.platform.Authorities;
import dev.firstring.sipserver.SipServerFault;
import dev.firstring.sipserver.SipServerFault.Kind;
import java.io.IOException;
import java.net.ConnectException;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpTimeoutException;
import java.nio.file.Path;
import java.util.Objects;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicBoolean;
import javax.net.ssl.SSLHandshakeException;
import org.jspecify.annotations.Nullable;

/**
 * Calls one HTTP server: at most so many calls at once, each ended after its time limit, body included. Certificates are
 * verified; redirects are not followed. Thread-safe.
 */
public final class HttpCaller implements AutoCloseable {

    private final HttpClient client;
    private final CallLimits limits;
    private final Semaphore places;

    /** Trusts the certificates that the Java runtime trusts. */
    public HttpCaller(CallLimits limits) {
        this(limits, null);
    }

    /**
     * Trusts certificates of the authorities in a file, and no other.
     *
     * @param authorities certificates in PEM; null for those that the Java runtime trusts
     * @throws IllegalArgumentException if the file cannot be read or holds no certificate
     */
    public HttpCaller(CallLimits limits, @Nullable Path authorities) {
        this.limits = limits;
        this.places = new Semaphore(limits.connections());
        HttpClient.Builder builder = HttpClient.newBuilder()
                .version(HttpClient.Version.HTTP_1_1)
                .connectTimeout(limits.connect())
                .followRedirects(HttpClient.Redirect.NEVER);
        if (authorities != null) {
            builder.sslContext(Authorities.in(authorities));
        }
        this.client = builder.build();
    }

    /**
     * Makes a call. If a kept connection turns out to be closed, one that may be repeated is made once more.
     *
     * @param repeatable whether making the call twice does no harm
     * @return whatever the server answered
     * @throws SipServerFault {@code SERVER_UNAVAILABLE} if there was no answer in time, {@code CONFIGURATION_ERROR} if it
     *     shows no certificate that can be trusted
     */
    public HttpReply call(HttpRequest.Builder request, boolean repeatable) {
        long end = System.nanoTime() + limits.total().toNanos();
        HttpRequest built = request.timeout(limits.total()).build();
        try {
            if (!places.tryAcquire(limits.total().toNanos(), TimeUnit.NANOSECONDS)) {
                throw new SipServerFault(
                        Kind.SERVER_UNAVAILABLE, "all " + limits.connections() + " connections were busy too long");
            }
            try {
                return repeatable ? callTwice(built, end) : callOnce(built, end, new AtomicBoolean());
            } finally {
                places.release();
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new SipServerFault(Kind.SERVER_UNAVAILABLE, "the call was interrupted", e);
        }
    }

    @Override
    public void close() {
        client.shutdownNow();
    }

    private HttpReply callTwice(HttpRequest request, long end) throws InterruptedException {
        AtomicBoolean cut = new AtomicBoolean();
        try {
            return callOnce(request, end, cut);
        } catch (SipServerFault e) {
            if (!cut.get()) {
                throw e;
            }
            return callOnce(request, end, new AtomicBoolean());
        }
    }

    /** Sets {@code cut} when a connection that there was ended before the answer. */
    private HttpReply callOnce(HttpRequest request, long end, AtomicBoolean cut) throws InterruptedException {
        CompletableFuture<HttpResponse<byte[]>> pending =
                client.sendAsync(request, LimitedBody.upTo(limits.largestBody()));
        try {
            return HttpReply.of(pending.get(Math.max(0, end - System.nanoTime()), TimeUnit.NANOSECONDS));
        } catch (TimeoutException e) {
            pending.cancel(true);
            throw unavailable(request, "no answer within " + limits.total(), e);
        } catch (InterruptedException e) {
            pending.cancel(true);
            throw e;
        } catch (ExecutionException e) {
            throw fault(request, Objects.requireNonNullElse(e.getCause(), e), cut);
        }
    }

    private SipServerFault fault(HttpRequest request, Throwable cause, AtomicBoolean cut) {
        return switch (cause) {
            case HttpTimeoutException timeout -> unavailable(request, "no answer within " + limits.total(), timeout);
            case ConnectException refused -> unavailable(request, "connection refused", refused);
            case SSLHandshakeException untrusted ->
                new SipServerFault(
                        Kind.CONFIGURATION_ERROR,
                        "no trusted TLS connection to " + where(request) + ": " + untrusted.getMessage(),
                        untrusted);
            case LimitedBody.TooLarge large ->
                new SipServerFault(Kind.CONFIGURATION_ERROR, where(request) + ": " + large.getMessage(), large);
            case IOException broken -> {
                cut.set(true);
                yield unavailable(request, "the connection broke", broken);
            }
            default -> throw new IllegalStateException("a call failed in an unknown way", cause);
        };
    }

    private static SipServerFault unavailable(HttpRequest request, String what, Exception cause) {
        return new SipServerFault(Kind.SERVER_UNAVAILABLE, where(request) + ": " + what, cause);
    }

    /** Host and port; a path may name an account. */
    private static String where(HttpRequest request) {
        return request.uri().getScheme() + "://" + request.uri().getAuthority();
    }
}
