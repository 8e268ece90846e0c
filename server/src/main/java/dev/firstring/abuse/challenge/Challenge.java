package dev.firstring.abuse.challenge;

/** Something to be solved before a message is sent. */
public sealed interface Challenge {

    /** The name of its kind: {@code proof-of-work}, {@code hcaptcha} or {@code turnstile}. */
    String kind();

    /**
     * A proof of work, in the form that ALTCHA's clients understand: find {@code n} up to {@code maxnumber} with
     * {@code SHA-256(salt + n) == challenge}.
     */
    record ProofOfWork(String algorithm, String challenge, long maxnumber, String salt, String signature)
            implements Challenge {

        @Override
        public String kind() {
            return ChallengeSettings.Kind.PROOF_OF_WORK.word();
        }
    }

    /** The widget of a vendor, to be shown with the site's key. */
    record Captcha(String type, String siteKey) implements Challenge {

        @Override
        public String kind() {
            return type;
        }
    }
}
