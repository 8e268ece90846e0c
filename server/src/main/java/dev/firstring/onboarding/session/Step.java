package dev.firstring.onboarding.session;

import dev.firstring.platform.WireWord;
import java.util.Locale;

/** The steps of a session, in their order. */
public enum Step implements WireWord {
    PHONE_INPUT,
    OTP_VERIFICATION,
    ACCOUNT_LINK,
    SIP_PROVISIONING,
    COMPLETE;

    public static Step ofWord(String word) {
        return valueOf(word.toUpperCase(Locale.ROOT));
    }
}
