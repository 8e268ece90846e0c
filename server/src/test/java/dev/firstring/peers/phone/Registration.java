package dev.firstring.peers.phone;

import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * How a try to register ended.
 *
 * @param accepted the server answered 200
 * @param status code and reason of the final answer, {@code "403 Forbidden"}; {@code "no answer"} where none came
 * @param output all that the phone printed
 */
public record Registration(boolean accepted, String status, String output) {

    private static final Pattern STATUS_LINE = Pattern.compile("SIP/2\\.0 ([2-6][0-9][0-9] [^\r\n\"]*)");

    /**
     * What a phone's trace comes to: the last final answer that is not a challenge; the challenge where it was the end
     * of it. (The order of lines is no guide: some phones print answers ahead of what they buffered.)
     */
    static Registration seenIn(String output) {
        String status = "no answer";
        Matcher matcher = STATUS_LINE.matcher(output);
        while (matcher.find()) {
            String found = matcher.group(1).strip();
            if (!found.startsWith("401 ") || "no answer".equals(status)) {
                status = found;
            }
        }
        return new Registration(status.startsWith("200 "), status, output);
    }
}
