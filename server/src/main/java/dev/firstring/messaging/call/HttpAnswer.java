package dev.firstring.messaging.call;

import java.util.Optional;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** What came of a call to a provider. */
public sealed interface HttpAnswer {

    /** It answered, whatever the answer is worth. */
    record Answered(int status, String body) implements HttpAnswer {

        private static final JsonMapper JSON = JsonMapper.shared();

        public boolean isSuccess() {
            return status >= 200 && status < 300;
        }

        /** Whether the provider cannot do better just now, or does not let us in: nothing is said of the message. */
        public boolean isAway() {
            return status >= 500 || status == 401 || status == 403 || status == 408 || status == 429;
        }

        /** The body as JSON; empty if it is none. */
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
     * @param why for people; names no number and no secret
     */
    record NoAnswer(String why) implements HttpAnswer {}
}
