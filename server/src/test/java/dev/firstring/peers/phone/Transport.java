package dev.firstring.peers.phone;

import java.util.Locale;

/** How a phone reaches its server. */
public enum Transport {
    UDP,
    TCP,
    TLS;

    /** As it is written in a SIP URI. */
    public String parameter() {
        return name().toLowerCase(Locale.ROOT);
    }
}
