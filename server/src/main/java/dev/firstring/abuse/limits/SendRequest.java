package dev.firstring.abuse.limits;

import dev.firstring.phone.PhoneNumber;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Somebody wants a message sent.
 *
 * @param address the caller's address as it is counted: an IPv4 address or an IPv6 /64
 * @param deviceId the device as it names itself; null if it does not
 * @param deviceProof the SHA-256, in hex, of a device token that the service gave out; null if none was presented
 * @param opensSession whether it is the first message of a session: only these wait and need a challenge after too many
 *     wrong codes
 * @param testNumber whether nothing is sent: only the address is counted then, and wrong codes
 */
public record SendRequest(
        PhoneNumber number,
        String address,
        @Nullable String deviceId,
        @Nullable String deviceProof,
        boolean opensSession,
        boolean testNumber,
        Instant at) {

    private static final int RANDOM_LENGTH = 16;
    private static final int RANDOM_VARIETY = 7;

    /**
     * Whom the limit of a device is counted for; null where none is. The id is chosen by the client, so it counts at one
     * address only: nobody uses up the sends of a device elsewhere by sending its id. An id that cannot have been drawn at
     * random ({@code unknown}, zeros, the name of a model) is shared by strangers and is not counted at all.
     */
    @Nullable
    String deviceSubject() {
        return deviceId == null || testNumber || !couldBeRandom(deviceId) ? null : "device:" + deviceId + "|" + address;
    }

    /** The same send at another time. */
    SendRequest at(Instant other) {
        return new SendRequest(number, address, deviceId, deviceProof, opensSession, testNumber, other);
    }

    /** Those who have one of these in common take turns. */
    List<String> turns() {
        String turn = turn();
        return turn == null
                ? List.of("address:" + address, "number:" + number.e164())
                : List.of("address:" + address, "number:" + number.e164(), "turn:" + turn);
    }

    /** What two starts have in common that must not both leave a live session; null where nothing is superseded. */
    @Nullable
    String turn() {
        return opensSession && deviceId != null ? number.e164() + "|" + deviceId : null;
    }

    private static boolean couldBeRandom(String id) {
        return id.codePoints().noneMatch(Character::isWhitespace)
                && id.codePoints().filter(Character::isLetterOrDigit).count() >= RANDOM_LENGTH
                && id.codePoints().filter(Character::isLetterOrDigit).distinct().count() >= RANDOM_VARIETY;
    }
}
