package dev.firstring.onboarding.session;

import java.util.Locale;

/** Where a session stands. Steps are passed in this order, none is left out. */
public enum Step {
    PHONE_INPUT,
    OTP_VERIFICATION,
    ACCOUNT_LINK,
    SIP_PROVISIONING,
    COMPLETE;

    /** The word on the wire and in the database. */
    public String word() {
        return name().toLowerCase(Locale.ROOT);
    }

    public static Step ofWord(String word) {
        return valueOf(word.toUpperCase(Locale.ROOT));
    }
}
