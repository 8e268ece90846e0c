package dev.firstring.abuse.challenge;

import java.util.Locale;

/** Who issues challenges and judges what is presented. */
public enum ChallengeKind {
    /** The service itself. */
    PROOF_OF_WORK,
    /** hCaptcha. */
    HCAPTCHA,
    /** Cloudflare Turnstile. */
    TURNSTILE;

    /** The name in settings and answers: {@code proof-of-work}. */
    public String word() {
        return name().toLowerCase(Locale.ROOT).replace('_', '-');
    }
}
