package dev.firstring.chaos.load;

import tools.jackson.databind.JsonNode;

/** The outcome of a request. */
public sealed interface Reply {

    /** The kind by which replies are counted. */
    String kind();

    /**
     * A response of the service.
     *
     * @param error the error code; empty with status 200
     * @param body {@code data} of a success, {@code detail} of an error
     */
    record Answered(int status, String error, JsonNode body) implements Reply {

        @Override
        public String kind() {
            return status == 200 ? "200" : status + " " + error;
        }

        public boolean ok() {
            return status == 200;
        }

        public String text(String name) {
            return body.path(name).asString("");
        }
    }

    /** A response that is not in the format of the service's API. */
    record Malformed(int status) implements Reply {

        @Override
        public String kind() {
            return status + " (not the shape of our errors)";
        }
    }

    /** No response: whether the service processed the request is unknown. */
    record Unanswered(String kind) implements Reply {}
}
