package dev.firstring.sipserver;

import java.util.List;

/** An adapter's contribution: the servers that the configuration names for it. Each adapter has one bean of this type. */
public interface SipServerSource {

    /**
     * The servers, made anew by each call. They connect when they are first asked.
     *
     * @throws IllegalArgumentException if the configuration is not usable; the message names the setting
     */
    List<SipServer> servers();
}
