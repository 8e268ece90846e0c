package dev.firstring.registrar.echo;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** One medium of an offer, or the lines before the first one. Not thread-safe. */
final class SdpMedia {

    private static final Pattern CONNECTION = Pattern.compile("c=IN IP[46] ([0-9A-Fa-f.:]{2,45})(?:/.*)?");
    private static final Pattern RTPMAP =
            Pattern.compile("a=rtpmap:([0-9]{1,3}) ([A-Za-z0-9-]{1,40})/([0-9]{1,6})(/[0-9])?");
    private static final Pattern DIRECTION = Pattern.compile("a=(sendrecv|sendonly|recvonly|inactive)");
    private static final String EVENTS = "telephone-event";

    private final String media;
    private final int port;
    private final String profile;
    private final List<String> types;
    private final Map<String, Format> formats =
            new HashMap<>(Map.of("0", new Format("PCMU", "8000", ""), "8", new Format("PCMA", "8000", "")));
    private @Nullable String address;
    private String direction = "sendrecv";

    SdpMedia(String media, int port, String profile, List<String> types) {
        this.media = media;
        this.port = port;
        this.profile = profile;
        this.types = List.copyOf(types);
    }

    /** Takes in a line; unknown lines are ignored. */
    void read(String line) {
        Matcher connection = CONNECTION.matcher(line);
        Matcher rtpmap = RTPMAP.matcher(line);
        Matcher told = DIRECTION.matcher(line);
        if (connection.matches()) {
            address = connection.group(1);
        } else if (rtpmap.matches()) {
            String channels = rtpmap.group(4) == null ? "" : rtpmap.group(4);
            formats.put(rtpmap.group(1), new Format(rtpmap.group(2), rtpmap.group(3), channels));
        } else if (told.matches()) {
            direction = told.group(1);
        }
    }

    @Nullable
    String address() {
        return address;
    }

    /** The payload type to use; empty if this is not audio that the echo can return. */
    Optional<String> codec() {
        boolean plain = profile.equals("RTP/AVP") || profile.equals("RTP/AVPF");
        if (!media.equals("audio") || port == 0 || !plain) {
            return Optional.empty();
        }
        return first("opus", "48000")
                .or(() -> types.stream()
                        .filter(type -> is(type, "PCMU", "8000") || is(type, "PCMA", "8000"))
                        .findFirst());
    }

    String accepted(String codec, int answeredPort) {
        Format format = format(codec);
        Optional<String> events = first(EVENTS, format.rate());
        return "m=audio " + answeredPort + " " + profile + " " + codec
                + events.map(type -> " " + type).orElse("") + "\r\n"
                + "a=rtpmap:" + codec + " " + format.text() + "\r\n"
                + events.map(type ->
                                "a=rtpmap:" + type + " " + format(type).text() + "\r\na=fmtp:" + type + " 0-16\r\n")
                        .orElse("")
                + "a=" + answeredDirection() + "\r\n";
    }

    String rejected() {
        return "m=" + media + " 0 " + profile + " " + types.getFirst() + "\r\n";
    }

    private String answeredDirection() {
        return switch (direction) {
            case "sendonly" -> "recvonly";
            case "recvonly" -> "sendonly";
            default -> direction;
        };
    }

    private Optional<String> first(String name, String rate) {
        return types.stream().filter(type -> is(type, name, rate)).findFirst();
    }

    private boolean is(String type, String name, String rate) {
        Format format = format(type);
        return format.name().equalsIgnoreCase(name) && format.rate().equals(rate);
    }

    private Format format(String type) {
        return formats.getOrDefault(type, new Format("", "", ""));
    }

    private record Format(String name, String rate, String channels) {

        String text() {
            return name + "/" + rate + channels;
        }
    }
}
