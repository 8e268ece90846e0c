package dev.firstring.sipserver.registration;

import dev.firstring.sipserver.Registration;
import dev.firstring.sipserver.ServerId;

/** A live contact, and the server that has it. */
public record LiveContact(ServerId server, Registration registration) {

    /** The id of the contact for callers. */
    public String id() {
        return registration.id(server);
    }
}
