package dev.firstring.abuse.challenge;

/** A challenge that must be solved before a message is sent. */
public sealed interface Challenge {

    /** The name of the kind: {@code proof-of-work}, {@code hcaptcha} or {@code turnstile}. */
    String kind();

    /**
     * A proof of work in the format of ALTCHA's clients: find an {@code n} up to {@code maxnumber} with
     * {@code SHA-256(salt + n) == challenge}.
     */
    record ProofOfWork(String algorithm, String challenge, long maxnumber, String salt, String signature)
            implements Challenge {

        @Override
        public String kind() {
            return ChallengeSettings.Kind.PROOF_OF_WORK.word();
        }
    }

    /** A vendor's widget, shown with the site key. */
    record Captcha(String type, String siteKey) implements Challenge {

        @Override
        public String kind() {
            return type;
        }
    }
}
