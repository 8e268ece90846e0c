package dev.firstring.sipserver.adapter.flexisip.redis;

import dev.firstring.sipserver.SipServerFault;
import dev.firstring.sipserver.SipServerFault.Kind;
import io.lettuce.core.RedisCommandExecutionException;
import io.lettuce.core.RedisCommandInterruptedException;
import io.lettuce.core.RedisCommandTimeoutException;
import io.lettuce.core.RedisException;
import io.lettuce.core.RedisReadOnlyException;
import java.util.Objects;
import javax.net.ssl.SSLException;

/** Translates the client's exceptions. */
final class RedisFaults {

    private RedisFaults() {}

    /** Whether the node responded with an error. */
    static boolean isAnAnswer(RedisException failure) {
        return failure instanceof RedisCommandExecutionException && !(failure instanceof RedisReadOnlyException);
    }

    /**
     * Whether to search for the master and retry once: the connection was lost, or the node is no longer the master.
     */
    static boolean isOfTheConnection(RedisException failure) {
        return !isAnAnswer(failure)
                && !(failure instanceof RedisCommandTimeoutException)
                && !(failure instanceof RedisCommandInterruptedException);
    }

    /** Returns the fault of an exception. The first word of an error reply is its type. */
    static SipServerFault fault(String node, RedisException failure) {
        if (hasCause(failure, SSLException.class)) {
            return new SipServerFault(
                    Kind.CONFIGURATION_ERROR,
                    "no trusted TLS connection to Redis " + node + ": " + deepest(failure),
                    failure);
        }
        String said = deepest(failure);
        return switch (said.split(" ", 2)[0]) {
            case "NOAUTH", "WRONGPASS", "NOPERM" ->
                new SipServerFault(Kind.AUTHENTICATION_FAILED, "Redis " + node + " refuses us: " + said, failure);
            case "OOM" -> new SipServerFault(Kind.INTERNAL_ERROR, "Redis " + node + " is full: " + said, failure);
            case "MISCONF" ->
                new SipServerFault(Kind.INTERNAL_ERROR, "Redis " + node + " takes no writes: " + said, failure);
            case "WRONGTYPE" ->
                new SipServerFault(
                        Kind.CONFIGURATION_ERROR,
                        "Redis " + node + " holds something that Flexisip did not write: " + said,
                        failure);
            case "ERR" ->
                new SipServerFault(
                        said.contains("AUTH") ? Kind.AUTHENTICATION_FAILED : Kind.INTERNAL_ERROR,
                        "Redis " + node + ": " + said,
                        failure);
            default -> new SipServerFault(Kind.SERVER_UNAVAILABLE, "Redis " + node + ": " + said, failure);
        };
    }

    private static boolean hasCause(Throwable failure, Class<? extends Throwable> kind) {
        Throwable cause = failure;
        while (cause.getCause() != null && !kind.isInstance(cause)) {
            cause = cause.getCause();
        }
        return kind.isInstance(cause);
    }

    /** The message of the root cause: the client wraps authentication errors several times. */
    private static String deepest(Throwable failure) {
        Throwable cause = failure;
        while (cause.getCause() != null) {
            cause = cause.getCause();
        }
        return Objects.requireNonNullElse(cause.getMessage(), cause.getClass().getSimpleName());
    }
}
