package dev.firstring.sipserver.embedded.transport;

import dev.firstring.http.ClientAddress;
import java.net.InetAddress;
import java.util.HashMap;
import java.util.Map;

/**
 * How many connections there are, in all and from each address; addresses count as they do for the limits of HTTP.
 * Thread-safe.
 */
final class ConnectionSlots {

    private final int most;
    private final int mostOfOne;
    private final Map<String, Integer> taken = new HashMap<>();
    private int count;

    ConnectionSlots(int most, int mostOfOne) {
        this.most = most;
        this.mostOfOne = mostOfOne;
    }

    /** Takes a slot; false if there is none left for that address. */
    synchronized boolean take(InetAddress address) {
        String key = new ClientAddress(address).limitKey();
        if (count >= most || taken.getOrDefault(key, 0) >= mostOfOne) {
            return false;
        }
        taken.merge(key, 1, Integer::sum);
        count++;
        return true;
    }

    /** Gives a slot back. */
    synchronized void release(InetAddress address) {
        taken.computeIfPresent(new ClientAddress(address).limitKey(), (key, held) -> held > 1 ? held - 1 : null);
        count--;
    }
}
