package dev.firstring.chaos.load;

import tools.jackson.databind.JsonNode;

/** What became of a request. */
public sealed interface Reply {

    /** The kind that replies are counted by. */
    String kind();

    /**
     * An answer of the service.
     *
     * @param error the word of the error; empty with status 200
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

    /** Something that is not an answer of this service's API. */
    record Malformed(int status) implements Reply {

        @Override
        public String kind() {
            return status + " (not the shape of our errors)";
        }
    }

    /** No answer: whether the service did what was asked is unknown. */
    record Unanswered(String kind) implements Reply {}
}
