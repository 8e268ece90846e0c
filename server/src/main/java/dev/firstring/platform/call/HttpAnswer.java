package dev.firstring.platform.call;

import java.util.Optional;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

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
    record NoAnswer(Failure failure, String why, @Nullable Exception cause) implements HttpAnswer {}

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
