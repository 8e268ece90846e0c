package dev.firstring.messaging.call;

import java.util.Optional;
import java.util.regex.Pattern;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** What came of a call to a provider. */
public sealed interface HttpAnswer {

    /** It answered, whatever the answer is worth. */
    record Answered(int status, String body) implements HttpAnswer {

        private static final JsonMapper JSON = JsonMapper.shared();
        private static final Pattern PAGE = Pattern.compile(
                "(?is)\\s*+(?:<\\?xml.{0,200}?>\\s*+|<!--.{0,1000}?-->\\s*+)?(?:<!doctype\\s++html|<html)\\b");

        public boolean isSuccess() {
            return status >= 200 && status < 300;
        }

        /** Whether the provider cannot do better just now, or does not let us in: nothing is said of the message. */
        public boolean isAway() {
            return status >= 500 || status == 401 || status == 403 || status == 408 || status == 429;
        }

        /**
         * Whether the provider has taken what it was given: it says so, and it is not a proxy or a portal on the way that shows a
         * page. What it calls the message may be missing: the person gets it all the same.
         */
        public boolean isTaken() {
            return isSuccess() && !PAGE.matcher(body).lookingAt();
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
