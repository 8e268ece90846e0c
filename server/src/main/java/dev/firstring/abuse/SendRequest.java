package dev.firstring.abuse;

import dev.firstring.phone.PhoneNumber;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * Somebody wants a message sent.
 *
 * @param address the caller's address as it is counted: an IPv4 address or an IPv6 /64
 * @param deviceId the device as it names itself; null if it does not
 * @param opensSession whether it is the first message of a session: only these wait and need a challenge after too many
 *     wrong codes
 */
public record SendRequest(
        PhoneNumber number, String address, @Nullable String deviceId, boolean opensSession, Instant at) {}
