package dev.firstring.registrar.transport;

import java.net.InetAddress;
import java.util.HashMap;
import java.util.Map;
import java.util.function.Function;

/** Limits the number of open connections, in total and per address. Thread-safe. */
final class ConnectionSlots {

    private final int most;
    private final int mostOfOne;
    private final Function<InetAddress, String> sources;
    private final Map<String, Integer> taken = new HashMap<>();
    private int count;

    ConnectionSlots(int most, int mostOfOne, Function<InetAddress, String> sources) {
        this.most = most;
        this.mostOfOne = mostOfOne;
        this.sources = sources;
    }

    /** Takes a slot; false if none is left in total or for that address. */
    synchronized boolean take(InetAddress address) {
        String key = sources.apply(address);
        if (count >= most || taken.getOrDefault(key, 0) >= mostOfOne) {
            return false;
        }
        taken.merge(key, 1, Integer::sum);
        count++;
        return true;
    }

    /** Releases a slot. */
    synchronized void release(InetAddress address) {
        taken.computeIfPresent(sources.apply(address), (key, held) -> held > 1 ? held - 1 : null);
        count--;
    }
}
