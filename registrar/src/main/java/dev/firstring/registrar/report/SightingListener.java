package dev.firstring.registrar.report;

import dev.firstring.registrar.contact.Binding;
import java.time.Instant;
import java.util.UUID;

/** Is notified of registrations, asynchronously and by a single thread. */
@FunctionalInterface
public interface SightingListener {

    /**
     * A phone has registered. Exceptions are logged and do not stop later notifications.
     *
     * @param account the id of the account in the directory
     * @param at the time of the registration
     * @param address the phone's IP address
     */
    void seen(UUID account, Binding binding, Instant at, String address);
}
