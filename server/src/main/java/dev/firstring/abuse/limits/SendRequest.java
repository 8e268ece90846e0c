package dev.firstring.abuse.limits;

import dev.firstring.phone.PhoneNumber;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A request to send a message.
 *
 * @param address the caller's address as the limits count it: an IPv4 address or an IPv6 /64
 * @param deviceId the id that the device sends; null if absent
 * @param deviceProof the SHA-256, in hex, of a device token that the service issued; null if none was presented
 * @param opensSession whether it is the first message of a session: only these wait and require a challenge after too
 *     many wrong codes
 * @param testNumber whether the number is a test number, to which nothing is sent: only the address and wrong codes are
 *     counted
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
     * The subject of the device limit; null if the device is not counted. The client chooses the id, so it counts per
     * address: otherwise a stranger could exhaust a device's limit by sending its id. An id that cannot be random
     * ({@code unknown}, zeros, the name of a model) is shared by unrelated devices and is not counted.
     */
    @Nullable
    String deviceSubject() {
        return deviceId == null || testNumber || !couldBeRandom(deviceId) ? null : "device:" + deviceId + "|" + address;
    }

    /** The same request at another time. */
    SendRequest at(Instant other) {
        return new SendRequest(number, address, deviceId, deviceProof, opensSession, testNumber, other);
    }

    /** The subjects of the queues that the request waits in. */
    List<String> queueSubjects() {
        String turn = turn();
        return turn == null
                ? List.of("address:" + address, "number:" + number.e164())
                : List.of("address:" + address, "number:" + number.e164(), "turn:" + turn);
    }

    /**
     * The key that serializes concurrent starts of which only one may leave a live session; null if none is superseded.
     */
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
