package dev.firstring.registrar.settings;

import java.net.InetAddress;
import java.time.Duration;
import java.util.Set;

/**
 * The echo test.
 *
 * @param firstPort the first UDP port for media; each call takes one even port
 * @param lastPort the last port; with {@code firstPort} it limits the number of echo calls
 * @param longest after this time an echo call is ended
 * @param peers SIP servers whose calls to the echo need no digest
 */
public record EchoSettings(int firstPort, int lastPort, Duration longest, Set<InetAddress> peers) {

    public EchoSettings {
        peers = Set.copyOf(peers);
    }
}
