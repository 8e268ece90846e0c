package dev.firstring.sipserver.registration;

import dev.firstring.sip.CredentialId;
import dev.firstring.sipserver.Registration;
import dev.firstring.sipserver.ServerId;
import org.jspecify.annotations.Nullable;

/** Records when and where the phones of a credential were last seen registered. Implementations are thread-safe. */
public interface RegistrationTracking {

    /**
     * Records that a phone was seen registered. Idempotent; an older observation does not replace a newer one.
     *
     * @param registration the device is identified by {@link Registration#instanceId()}, otherwise by its contact; the
     *     time is {@link Registration#refreshed()}, otherwise now
     * @param address the phone's IP address; null if the server does not report it
     * @throws org.springframework.dao.DataAccessException if it could not be stored
     */
    void seen(CredentialId credential, ServerId server, Registration registration, @Nullable String address);
}
