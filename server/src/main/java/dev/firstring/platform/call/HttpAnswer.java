package dev.firstring.platform.call;

import java.util.Optional;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** The outcome of a call. */
public sealed interface HttpAnswer {

    /** The server answered, with whatever status. */
    record Answered(int status, String body) implements HttpAnswer {

        private static final JsonMapper JSON = JsonMapper.shared();

        public boolean isSuccess() {
            return status >= 200 && status < 300;
        }

        /** The body as JSON; empty if it is none, as with the page of a proxy. */
        public Optional<JsonNode> json() {
            try {
                return body.isBlank() ? Optional.empty() : Optional.of(JSON.readTree(body));
            } catch (JacksonException e) {
                return Optional.empty();
            }
        }
    }

    /**
     * There was no answer that could be read, in time.
     *
     * @param why for people; names no address and no secret
     * @param cause null where no exception tells more
     */
    record NoAnswer(Failure failure, String why, @Nullable Exception cause) implements HttpAnswer {}

    /** Why there was no answer. */
    enum Failure {
        /** The bulkhead was full; nothing was sent. */
        BUSY,
        /** The calling thread was interrupted, and still is. */
        INTERRUPTED,
        /** No connection or no answer in time. */
        TIMEOUT,
        /** Nobody listens at the address, or its name is unknown. */
        REFUSED,
        /** The server shows no certificate that is trusted. */
        UNTRUSTED,
        /** The answer is larger than the limit. */
        TOO_LARGE,
        /** The connection broke before the whole answer was there. */
        BROKEN
    }
}
