package dev.firstring.sipserver.adapter.rest.stub;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/** An account of the stub, its password in clear. */
public record StubAccount(
        long id,
        String username,
        String domain,
        String password,
        @Nullable String displayName,
        @Nullable String phoneNumber,
        boolean enabled,
        Instant createdAt,
        Instant updatedAt) {

    /** Whether a phone with that password may register. */
    public boolean admits(String offered) {
        return enabled && password.equals(offered);
    }

    @Override
    public String toString() {
        return "StubAccount[" + username + "@" + domain + ", enabled=" + enabled + "]";
    }
}
