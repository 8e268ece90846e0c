package dev.firstring.messaging.provider;

import dev.firstring.platform.call.HttpCaller.HttpAnswer.Answered;
import java.util.regex.Pattern;

/** Interprets responses independently of the provider. */
public final class ProviderAnswers {

    private static final Pattern PAGE = Pattern.compile(
            "(?is)\\s*+(?:<\\?xml.{0,200}?>\\s*+|<!--.{0,1000}?-->\\s*+)?(?:<!doctype\\s++html|<html)\\b");

    private ProviderAnswers() {}

    /**
     * Whether the provider is unavailable or rejects our credentials. Such a response says nothing about the message.
     */
    public static boolean isAway(Answered answered) {
        int status = answered.status();
        return status >= 500 || status == 401 || status == 403 || status == 408 || status == 429;
    }

    /**
     * Whether the provider accepted the message: the response is successful and is not the page of a proxy or a captive
     * portal. The provider's id of the message may be missing; the message is sent nevertheless.
     */
    public static boolean isTaken(Answered answered) {
        return answered.isSuccess() && !PAGE.matcher(answered.body()).lookingAt();
    }
}
