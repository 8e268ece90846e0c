package dev.firstring.sipserver.embedded.transport;

import java.net.InetAddress;
import java.util.HashMap;
import java.util.Map;

/** How many connections there are, in all and from each address. Thread-safe. */
final class ConnectionSlots {

    private final int most;
    private final int mostOfOne;
    private final Map<InetAddress, Integer> taken = new HashMap<>();
    private int count;

    ConnectionSlots(int most, int mostOfOne) {
        this.most = most;
        this.mostOfOne = mostOfOne;
    }

    /** Takes a slot; false if there is none left for that address. */
    synchronized boolean take(InetAddress address) {
        if (count >= most || taken.getOrDefault(address, 0) >= mostOfOne) {
            return false;
        }
        taken.merge(address, 1, Integer::sum);
        count++;
        return true;
    }

    /** Gives a slot back. */
    synchronized void release(InetAddress address) {
        taken.computeIfPresent(address, (key, held) -> held > 1 ? held - 1 : null);
        count--;
    }
}
