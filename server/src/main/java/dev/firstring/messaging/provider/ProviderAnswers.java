package dev.firstring.messaging.provider;

import dev.firstring.platform.call.HttpAnswer.Answered;
import java.util.regex.Pattern;

/** What an answer says of a message, whichever provider gives it. */
public final class ProviderAnswers {

    private static final Pattern PAGE = Pattern.compile(
            "(?is)\\s*+(?:<\\?xml.{0,200}?>\\s*+|<!--.{0,1000}?-->\\s*+)?(?:<!doctype\\s++html|<html)\\b");

    private ProviderAnswers() {}

    /** Whether the provider cannot do better just now, or does not let us in: nothing is said of the message. */
    public static boolean isAway(Answered answered) {
        int status = answered.status();
        return status >= 500 || status == 401 || status == 403 || status == 408 || status == 429;
    }

    /**
     * Whether the provider has taken what it was given: it says so, and it is not a proxy or a portal on the way that shows a
     * page. What it calls the message may be missing: the person gets it all the same.
     */
    public static boolean isTaken(Answered answered) {
        return answered.isSuccess() && !PAGE.matcher(answered.body()).lookingAt();
    }
}
