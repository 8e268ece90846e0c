package dev.firstring.abuse;

import dev.firstring.phone.PhoneNumber;
import dev.firstring.platform.keys.DerivedKeys;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.sql.Timestamp;
import java.time.Clock;
import java.time.Instant;
import java.util.HexFormat;
import java.util.Map;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;
import org.altcha.altcha.Altcha;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.stereotype.Component;

/**
 * Issues and checks proofs of work, with no third party. A challenge is good for one number from one address, for a few
 * minutes, once. Nothing is kept until one is solved. Thread-safe.
 */
@Component
public class Challenges {

    private static final Logger LOG = LoggerFactory.getLogger(Challenges.class);
    private static final String PURPOSE = "challenge";
    private static final String USE = """
            INSERT INTO challenge_use (challenge_hash, expires_at) VALUES (?, ?)
            ON CONFLICT (challenge_hash) DO NOTHING
            """;

    private final DerivedKeys keys;
    private final ChallengeSettings settings;
    private final Clock clock;
    private final JdbcTemplate jdbc;

    public Challenges(DerivedKeys keys, ChallengeSettings settings, Clock clock, JdbcTemplate jdbc) {
        this.keys = keys;
        this.settings = settings;
        this.clock = clock;
        this.jdbc = jdbc;
    }

    /** A new challenge for a number, to be solved by the caller at an address. */
    public Challenge issue(PhoneNumber number, String address) {
        int keyId = keys.currentKeyId();
        Altcha.ChallengeOptions options = new Altcha.ChallengeOptions()
                .setAlgorithm(Altcha.Algorithm.SHA256)
                .setMaxNumber(settings.difficulty())
                .setSecureRandomNumber(true)
                .setHmacKey(hmacKey(keyId))
                .setExpires(clock.instant().plus(settings.lifetime()).getEpochSecond())
                .addParam("for", binding(number, address, keyId))
                .addParam("key", Integer.toString(keyId));
        try {
            Altcha.Challenge made = Altcha.createChallenge(options);
            return new Challenge(made.algorithm, made.challenge, made.maxnumber, made.salt, made.signature);
        } catch (Exception e) {
            throw new IllegalStateException("could not make a challenge", e);
        }
    }

    /**
     * True if the payload (base64 of ALTCHA's JSON) solves a challenge that was issued for this number and address and
     * is neither too old nor used. It is then used up, as part of the running transaction.
     */
    public boolean redeem(String payload, PhoneNumber number, String address) {
        try {
            Solution solution = Solution.read(payload);
            Map<String, String> params = Altcha.extractParams(solution.salt());
            int keyId = Integer.parseInt(params.getOrDefault("key", ""));
            Instant expires = Instant.ofEpochSecond(Long.parseLong(params.getOrDefault("expires", "")));
            return expires.isAfter(clock.instant())
                    && MessageDigest.isEqual(
                            bytes(params.getOrDefault("for", "")), bytes(binding(number, address, keyId)))
                    && Altcha.verifySolution(payload, hmacKey(keyId), false)
                    && use(solution.challenge(), expires);
        } catch (org.springframework.dao.DataAccessException e) {
            throw e;
        } catch (Exception e) {
            // Whatever a stranger sends that cannot be read is no solution; the parser throws all kinds of things.
            LOG.debug("a challenge payload could not be read: {}", e.toString());
            return false;
        }
    }

    private boolean use(String challenge, Instant expires) {
        return jdbc.update(USE, hash(challenge), Timestamp.from(expires)) == 1;
    }

    private String hmacKey(int keyId) {
        return HexFormat.of().formatHex(keys.derive(PURPOSE, keyId));
    }

    private String binding(PhoneNumber number, String address, int keyId) {
        try {
            Mac mac = Mac.getInstance("HmacSHA256");
            mac.init(new SecretKeySpec(keys.derive(PURPOSE + "-binding", keyId), "HmacSHA256"));
            return HexFormat.of().formatHex(mac.doFinal(bytes(number.e164() + "|" + address)), 0, 16);
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("this Java has no HmacSHA256", e);
        }
    }

    private static byte[] hash(String text) {
        try {
            return MessageDigest.getInstance("SHA-256").digest(bytes(text));
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("this Java has no SHA-256", e);
        }
    }

    private static byte[] bytes(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }
}
