package dev.firstring.abuse.challenge;

import dev.firstring.abuse.challenge.Challenges.Challenge;
import dev.firstring.phone.PhoneNumber;
import dev.firstring.platform.Hash;
import dev.firstring.platform.keys.DerivedKeys;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.time.Clock;
import java.time.Instant;
import java.util.Base64;
import java.util.HexFormat;
import java.util.Map;
import java.util.Optional;
import org.altcha.altcha.Altcha;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.stereotype.Component;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/**
 * Issues and verifies proofs of work, without a third party. A challenge is valid once, for one number and one address,
 * for a few minutes. Nothing is stored until it is solved. Thread-safe.
 */
@Component
class ProofsOfWork {

    private static final Logger LOG = LoggerFactory.getLogger(ProofsOfWork.class);
    private static final String PURPOSE = "challenge";

    private final DerivedKeys keys;
    private final ChallengeSettings settings;
    private final Clock clock;

    ProofsOfWork(DerivedKeys keys, ChallengeSettings settings, Clock clock) {
        this.keys = keys;
        this.settings = settings;
        this.clock = clock;
    }

    /** Issues a challenge for a number, to be solved by the caller at an address. */
    Challenge.ProofOfWork issue(PhoneNumber number, String address, Challenge.Pressure pressure) {
        int keyId = keys.currentKeyId();
        long difficulty = difficulty(pressure);
        Altcha.ChallengeOptions options = new Altcha.ChallengeOptions()
                .setAlgorithm(Altcha.Algorithm.SHA256)
                .setMaxNumber(difficulty)
                .setSecureRandomNumber(true)
                .setHmacKey(hmacKey(keyId))
                .setExpires(clock.instant().plus(settings.lifetime()).getEpochSecond())
                .addParam("for", binding(number, address, keyId))
                .addParam("key", Integer.toString(keyId))
                .addParam("most", Long.toString(difficulty));
        try {
            Altcha.Challenge made = Altcha.createChallenge(options);
            return new Challenge.ProofOfWork(made.algorithm, made.challenge, made.maxnumber, made.salt, made.signature);
        } catch (Exception e) {
            throw new IllegalStateException("could not make a challenge", e);
        }
    }

    /** The fields of a solution that are read before the library verifies the whole. */
    private record Solution(String challenge, String salt) {

        /**
         * Reads a payload.
         *
         * @throws RuntimeException if the payload is not base64 of a JSON object with both fields
         */
        static Solution read(String payload) {
            JsonNode json = JsonMapper.shared().readTree(Base64.getDecoder().decode(payload));
            return new Solution(
                    json.required("challenge").stringValue(),
                    json.required("salt").stringValue());
        }
    }

    /** A proof of work that solves a challenge. */
    record Proof(String challenge, Instant expires) {}

    /**
     * Verifies a payload (base64 of ALTCHA's JSON). Empty unless it solves a challenge that was issued for this number
     * and address, has not expired, and was at least half as hard as one issued now would be. The pressure may rise by
     * one step while a client solves a challenge, but a stock of easy solutions is worthless. The caller must check
     * that the proof was not used before.
     */
    Optional<Proof> verify(String payload, PhoneNumber number, String address, Challenge.Pressure pressure) {
        try {
            Solution solution = Solution.read(payload);
            Map<String, String> params = Altcha.extractParams(solution.salt());
            int keyId = Integer.parseInt(params.getOrDefault("key", ""));
            Instant expires = Instant.ofEpochSecond(Long.parseLong(params.getOrDefault("expires", "")));
            boolean good = expires.isAfter(clock.instant())
                    && Long.parseLong(params.getOrDefault("most", "")) >= difficulty(pressure) / 2
                    && MessageDigest.isEqual(
                            bytes(params.getOrDefault("for", "")), bytes(binding(number, address, keyId)))
                    && Altcha.verifySolution(payload, hmacKey(keyId), false);
            return good ? Optional.of(new Proof(solution.challenge(), expires)) : Optional.empty();
        } catch (Exception e) {
            // The payload is untrusted, and the parsers throw various unchecked exceptions for malformed input.
            LOG.debug("a challenge payload could not be read: {}", e.toString());
            return Optional.empty();
        }
    }

    private long difficulty(Challenge.Pressure pressure) {
        return Math.min(settings.hardest(), settings.difficulty() << pressure.steps());
    }

    private String hmacKey(int keyId) {
        return HexFormat.of().formatHex(keys.derive(PURPOSE, keyId));
    }

    private String binding(PhoneNumber number, String address, int keyId) {
        byte[] mac = Hash.hmacSha256(keys.derive(PURPOSE + "-binding", keyId), number.e164() + "|" + address);
        return HexFormat.of().formatHex(mac, 0, 16);
    }

    private static byte[] bytes(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }
}
