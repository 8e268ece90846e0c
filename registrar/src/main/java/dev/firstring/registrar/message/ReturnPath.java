package dev.firstring.registrar.message;

import java.net.InetSocketAddress;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The way back to the sender of a request (RFC 3261, sections 18.2.1 and 18.2.2; RFC 3581).
 *
 * @param vias the values of the Via headers of a response: those of the request, character by character, with the
 *     source address and, if asked for, the source port added to the first
 * @param port the destination port, at the source address of the request
 */
public record ReturnPath(List<String> vias, int port) {

    private static final Pattern SENT_BY = Pattern.compile("(SIP\\s*+/\\s*+[0-9.]++\\s*+/\\s*+[^\\s/;,]++\\s++"
            + "(?:\\[[0-9A-Fa-f:.]++]|[A-Za-z0-9._-]++))(?:\\s*+:\\s*+([0-9]{1,5}+))?+");
    private static final Pattern RPORT = parameter("rport(?=\\s*+(?:[;,]|$))");
    private static final Pattern BRANCH = parameter("branch\\s*+=\\s*+([^\\s;,=\"]++)");
    private static final int SIP_PORT = 5060;
    private static final int MOST_LINES = 100;

    public ReturnPath {
        vias = List.copyOf(vias);
    }

    /** Reads the way back; empty if the request has no usable Via. */
    public static Optional<ReturnPath> of(MessageHead head, InetSocketAddress source) {
        List<String> told = head.values("via");
        String first = told.isEmpty() ? "" : told.getFirst();
        Matcher sentBy = SENT_BY.matcher(first);
        if (!sentBy.lookingAt()) {
            return Optional.empty();
        }
        Matcher rport = RPORT.matcher(first).region(sentBy.end(), end(first));
        boolean symmetric = rport.find();
        StringBuilder via = new StringBuilder(first);
        if (symmetric) {
            via.insert(rport.end(), "=" + source.getPort());
        }
        via.insert(
                sentBy.end(),
                ";received=" + source.getAddress().getHostAddress().replaceFirst("%.*", ""));

        List<String> vias = new ArrayList<>(told.subList(0, Math.min(told.size(), MOST_LINES)));
        vias.set(0, via.toString());
        String port = sentBy.group(2);
        return Optional.of(
                new ReturnPath(vias, symmetric ? source.getPort() : port == null ? SIP_PORT : Integer.parseInt(port)));
    }

    /** The topmost Via as the parser gets it, which cannot read all parameters that are legal. */
    static String topmost(String list) {
        Matcher sentBy = SENT_BY.matcher(list);
        if (!sentBy.lookingAt()) {
            return list;
        }
        Matcher branch = BRANCH.matcher(list).region(sentBy.end(), end(list));
        return sentBy.group(1) + (branch.find() ? ";branch=" + branch.group(1) : "");
    }

    private static Pattern parameter(String text) {
        return Pattern.compile(";\\s*+" + text, Pattern.CASE_INSENSITIVE);
    }

    /** The end of the first value in a list of Vias. */
    private static int end(String list) {
        return HeaderValues.split(list).getFirst().length();
    }
}
