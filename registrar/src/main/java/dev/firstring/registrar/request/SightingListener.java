package dev.firstring.registrar.request;

import dev.firstring.registrar.contact.Binding;
import java.time.Instant;
import java.util.UUID;

/** Is told where phones were seen, behind their answers and by one thread. */
@FunctionalInterface
public interface SightingListener {

    /**
     * A phone has registered. What this throws is logged, and the next one comes all the same.
     *
     * @param account what the directory knows the account by
     * @param at when the phone was seen
     * @param address the phone's IP address
     */
    void seen(UUID account, Binding binding, Instant at, String address);
}
