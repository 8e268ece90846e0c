package dev.firstring.sipserver;

import java.util.List;

/** Creates the servers of one adapter from the configuration. Each adapter has one bean of this type. */
public interface SipServerSource {

    /**
     * Creates the servers, new ones in each call. They connect on the first operation.
     *
     * @throws IllegalArgumentException if the configuration is invalid; the message names the setting
     */
    List<SipServer> servers();
}
