package dev.firstring.softphone.document;

import java.util.Map;

/**
 * An audio codec.
 *
 * @param name as written in SDP (RFC 3551, RFC 7587)
 * @param rate the clock rate in SDP
 */
record Codec(String name, int rate, int channels) {

    private static final int TELEPHONE = 8000;

    /** The codecs whose spelling or default rate cannot be derived from an upper-case name. */
    private static final Map<String, Codec> KNOWN = Map.of(
            "OPUS", new Codec("opus", 48_000, 2),
            "ILBC", new Codec("iLBC", TELEPHONE, 1),
            "SPEEX", new Codec("speex", 16_000, 1));

    /** Parses a setting: {@code NAME}, {@code NAME/RATE} or {@code NAME/RATE/CHANNELS}. */
    static Codec of(String setting) {
        String[] parts = setting.split("/", -1);
        Codec usual = KNOWN.getOrDefault(parts[0], new Codec(parts[0], TELEPHONE, 1));
        return new Codec(
                usual.name,
                parts.length > 1 ? Integer.parseInt(parts[1]) : usual.rate,
                parts.length > 2 ? Integer.parseInt(parts[2]) : usual.channels);
    }
}
