package dev.firstring.registrar.echo;

import java.net.InetAddress;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * An offer of audio that the echo can return (RFC 3264; RFC 8866): OPUS if it is offered, otherwise G.711, without
 * encryption. Immutable.
 */
final class SdpOffer {

    private static final Pattern MEDIA = Pattern.compile(
            "m=([a-z]{1,20}) ([0-9]{1,5})(?:/[0-9]{1,5})? ([A-Za-z0-9/]{1,40})((?: [A-Za-z0-9.*-]{1,40})++)");
    private static final int MOST_LINES = 400;
    private static final int MOST_MEDIA = 16;

    private final List<SdpMedia> media;
    private final SdpMedia audio;
    private final String codec;
    private final @Nullable String address;

    private SdpOffer(List<SdpMedia> media, SdpMedia audio, String codec, @Nullable String address) {
        this.media = List.copyOf(media);
        this.audio = audio;
        this.codec = codec;
        this.address = address;
    }

    /** Reads an offer; empty if it is malformed or has no audio that the echo can return. */
    static Optional<SdpOffer> read(String text) {
        List<SdpMedia> media = new ArrayList<>();
        SdpMedia session = new SdpMedia("", 0, "", List.of());
        SdpMedia current = session;
        for (String line : text.split("\r?\n", MOST_LINES)) {
            Matcher begin = MEDIA.matcher(line);
            if (begin.matches()) {
                current = new SdpMedia(
                        begin.group(1),
                        Integer.parseInt(begin.group(2)),
                        begin.group(3),
                        List.of(begin.group(4).strip().split(" ")));
                media.add(current);
            } else if (line.startsWith("m=")) {
                return Optional.empty();
            } else {
                current.read(line);
            }
        }
        if (media.size() > MOST_MEDIA || !text.startsWith("v=0")) {
            return Optional.empty();
        }
        for (SdpMedia audio : media) {
            Optional<String> codec = audio.codec();
            if (codec.isPresent()) {
                String address = audio.address() == null ? session.address() : audio.address();
                return Optional.of(new SdpOffer(media, audio, codec.get(), address));
            }
        }
        return Optional.empty();
    }

    /** The address that the offer names for media; empty if that is not an IP address. */
    Optional<InetAddress> address() {
        try {
            return Optional.ofNullable(address).map(InetAddress::ofLiteral);
        } catch (IllegalArgumentException e) {
            return Optional.empty();
        }
    }

    /** The answer: the chosen format, with the payload types of the offer, since packets are returned as they are. */
    String answer(String host, int port, long session, int version) {
        String connection = "IN IP" + (host.indexOf(':') < 0 ? "4 " : "6 ") + host;
        StringBuilder answer = new StringBuilder("v=0\r\no=firstring " + session + " " + version + " " + connection
                + "\r\ns=echo\r\nc=" + connection + "\r\nt=0 0\r\n");
        for (SdpMedia one : media) {
            answer.append(one.equals(audio) ? one.accepted(codec, port) : one.rejected());
        }
        return answer.toString();
    }
}
