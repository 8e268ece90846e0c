package dev.firstring.sipserver.embedded.contact;

import dev.firstring.sipserver.Registration;
import java.time.Duration;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * A contact of an address as a phone registered it. Immutable.
 *
 * @param contact what the phone calls itself
 * @param userAgent its {@code User-Agent}; null where it sent none
 * @param call the transaction that registered it last
 * @param refreshed when that was
 * @param expires when it ends
 */
public record Binding(Contact contact, @Nullable String userAgent, Call call, Instant refreshed, Instant expires) {

    /** A contact without its time. {@code regId} is set only with an {@code instanceId} (RFC 5626). */
    public record Contact(
            String uri,
            @Nullable String instanceId,
            @Nullable String regId) {

        /** The same for two contacts of which the later takes the place of the earlier. */
        public String key() {
            return instanceId == null || regId == null ? uri : instanceId + ";reg-id=" + regId;
        }
    }

    /** The call and the place in it, by which requests that overtook each other are told apart (RFC 3261, 10.3). */
    public record Call(String id, long sequence) {

        boolean isOvertaken(Call earlier) {
            return id.equals(earlier.id()) && sequence <= earlier.sequence();
        }
    }

    boolean isLive(Instant now) {
        return expires.isAfter(now);
    }

    /** Seconds that are left, rounded up. */
    public long secondsLeft(Instant now) {
        return Math.max(Duration.between(now, expires).plusMillis(999).toSeconds(), 0);
    }

    /** As the port tells it. */
    public Registration registration(Instant now) {
        return new Registration(
                contact.key(),
                contact.uri(),
                userAgent,
                Duration.between(now, expires),
                contact.instanceId(),
                refreshed);
    }
}
