package dev.firstring.sipserver.adapter;

import dev.firstring.platform.call.CallLimits;
import dev.firstring.platform.call.HttpCaller;
import dev.firstring.platform.call.HttpCaller.HttpAnswer.Answered;
import dev.firstring.platform.call.HttpCaller.HttpAnswer.NoAnswer;
import dev.firstring.sipserver.SipServerFault;
import dev.firstring.sipserver.SipServerFault.Kind;
import java.net.URI;
import java.net.http.HttpRequest;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;

/** Calls the HTTP interface of one SIP server; a missing response is a fault. Thread-safe. */
public final class ServerCaller implements AutoCloseable {

    private final HttpCaller http;
    private final CallLimits limits;

    /**
     * Creates a caller that trusts only the certificate authorities of a file, if one is given.
     *
     * @param authorities certificates in PEM; null for those that the Java runtime trusts
     * @throws IllegalArgumentException if the file cannot be read or contains no certificate
     */
    public ServerCaller(CallLimits limits, @Nullable Path authorities) {
        this.http = new HttpCaller(limits, authorities);
        this.limits = limits;
    }

    /**
     * Makes an idempotent call: it is retried if a pooled connection turns out to be closed.
     *
     * @return the response, whatever its status
     * @throws SipServerFault {@code SERVER_UNAVAILABLE} if there was no response in time, {@code CONFIGURATION_ERROR}
     *     if the server's certificate is not trusted or the response is too large
     */
    public Answered call(HttpRequest.Builder request) {
        return switch (http.callRepeatable(request)) {
            case Answered answered -> answered;
            case NoAnswer none -> throw fault(none, where(request.build().uri()));
        };
    }

    @Override
    public void close() {
        http.close();
    }

    private SipServerFault fault(NoAnswer none, String where) {
        Exception cause = none.cause();
        String detail = cause == null ? "" : String.valueOf(cause.getMessage());
        return switch (none.failure()) {
            case BUSY, INTERRUPTED -> unavailable(none.why(), cause);
            case TIMEOUT -> unavailable(where + ": no answer within " + limits.total(), cause);
            case REFUSED -> unavailable(where + ": connection refused", cause);
            case BROKEN -> unavailable(where + ": the connection broke", cause);
            case UNTRUSTED ->
                new SipServerFault(
                        Kind.CONFIGURATION_ERROR, "no trusted TLS connection to " + where + ": " + detail, cause);
            case TOO_LARGE -> new SipServerFault(Kind.CONFIGURATION_ERROR, where + ": " + detail, cause);
        };
    }

    private static SipServerFault unavailable(String message, @Nullable Exception cause) {
        return new SipServerFault(Kind.SERVER_UNAVAILABLE, message, cause);
    }

    /** Scheme, host and port; the path is omitted because it may contain an account. */
    private static String where(URI uri) {
        return uri.getScheme() + "://" + uri.getAuthority();
    }
}
