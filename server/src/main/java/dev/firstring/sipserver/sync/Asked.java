package dev.firstring.sipserver.sync;

import java.time.Instant;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * What was asked of a server beyond the state of a credential, and is not done.
 *
 * @param number counts requests; those up to it are done when the attempt is complete
 * @param compare whether the server has to be compared with the database
 * @param contacts when somebody asked to end all registrations; null if nobody did
 * @param devices the contacts that have to go, by {@code LiveContact#id()}, and when that was asked
 */
record Asked(long number, boolean compare, @Nullable Instant contacts, Map<String, Instant> devices) {

    Asked {
        devices = Map.copyOf(devices);
    }

    boolean anyContacts() {
        return contacts != null || !devices.isEmpty();
    }

    boolean nothing() {
        return !compare && !anyContacts();
    }
}
