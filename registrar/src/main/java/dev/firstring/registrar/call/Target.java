package dev.firstring.registrar.call;

import dev.firstring.registrar.account.AddressOfRecord;
import dev.firstring.registrar.flow.Flow;
import org.jspecify.annotations.Nullable;

/**
 * Where a request is sent.
 *
 * @param uri the Request-URI; it does not decide where the request goes
 * @param contact the key of the registered contact; null for a gateway and for a phone in a call
 */
record Target(Flow flow, String uri, @Nullable Contact contact) {

    /** A registered contact. */
    record Contact(AddressOfRecord address, String key) {}
}
