package dev.firstring.bench.load;

import java.io.IOException;

/** A response of the service. */
record Reply(int status, String body) {

    boolean succeeded() {
        return status == 200 && body.contains("\"success\":true");
    }

    /** The text of the first JSON member with this name. */
    String text(String name) throws IOException {
        String opening = "\"" + name + "\":\"";
        int start = body.indexOf(opening);
        if (start < 0) {
            throw new IOException("no " + name + " in " + body);
        }
        start += opening.length();
        return body.substring(start, body.indexOf('"', start));
    }
}
