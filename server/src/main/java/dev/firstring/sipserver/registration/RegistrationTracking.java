package dev.firstring.sipserver.registration;

import dev.firstring.sip.CredentialId;
import dev.firstring.sipserver.Registration;
import dev.firstring.sipserver.ServerId;
import org.jspecify.annotations.Nullable;

/** Keeps when and where the phones of a credential were last seen registered. Implementations are thread-safe. */
public interface RegistrationTracking {

    /**
     * A phone was seen registered. May be told again and again, and late: what is newer stays.
     *
     * @param registration its device is known by {@link Registration#instanceId()}, else by its contact; the time is
     *     {@link Registration#refreshed()}, or now
     * @param address the phone's IP address; null where the server does not tell
     * @throws org.springframework.dao.DataAccessException if it could not be kept
     */
    void seen(CredentialId credential, ServerId server, Registration registration, @Nullable String address);
}
