package dev.firstring.sip;

import java.util.Locale;
import java.util.Optional;

/** The transport between a phone and its SIP server. */
public enum Transport {
    UDP,
    TCP,
    TLS;

    /** Returns the transport of that name, ignoring case; empty if there is none. */
    public static Optional<Transport> parse(String name) {
        return switch (name.strip().toUpperCase(Locale.ROOT)) {
            case "UDP" -> Optional.of(UDP);
            case "TCP" -> Optional.of(TCP);
            case "TLS" -> Optional.of(TLS);
            default -> Optional.empty();
        };
    }
}
