package dev.firstring.onboarding.wire;

import dev.firstring.abuse.challenge.Challenge;
import org.jspecify.annotations.Nullable;

/**
 * A challenge. A proof of work has ALTCHA's five fields, a captcha its site key.
 *
 * @param type {@code proof-of-work}, {@code hcaptcha} or {@code turnstile}
 * @param maxnumber the most hashes that a solution takes
 * @param siteKey what the captcha's widget is shown with
 */
public record ChallengeData(
        String type,
        @Nullable String algorithm,
        @Nullable String challenge,
        @Nullable Long maxnumber,
        @Nullable String salt,
        @Nullable String signature,
        @Nullable String siteKey) {

    static ChallengeData of(Challenge challenge) {
        return switch (challenge) {
            case Challenge.ProofOfWork(String algorithm, String hash, long maxnumber, String salt, String signature) ->
                new ChallengeData(challenge.kind(), algorithm, hash, maxnumber, salt, signature, null);
            case Challenge.Captcha(String type, String siteKey) ->
                new ChallengeData(type, null, null, null, null, null, siteKey);
        };
    }
}
