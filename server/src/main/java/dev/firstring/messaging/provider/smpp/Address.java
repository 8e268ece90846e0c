package dev.firstring.messaging.provider.smpp;

import dev.firstring.phone.PhoneNumber;
import java.util.regex.Pattern;
import org.jsmpp.bean.NumberingPlanIndicator;
import org.jsmpp.bean.TypeOfNumber;

/** An address in SMPP's form. */
record Address(TypeOfNumber type, NumberingPlanIndicator plan, String text) {

    private static final Pattern INTERNATIONAL = Pattern.compile("\\+[0-9]+|[0-9]{7,15}");
    private static final Pattern SHORT = Pattern.compile("[0-9]{3,6}");

    static Address of(PhoneNumber number) {
        return new Address(
                TypeOfNumber.INTERNATIONAL,
                NumberingPlanIndicator.ISDN,
                number.e164().substring(1));
    }

    /** Returns the source address of a message: a name, a number, a short code, or empty. */
    static Address ofSender(String from) {
        if (from.isEmpty() || SHORT.matcher(from).matches()) {
            return new Address(TypeOfNumber.UNKNOWN, NumberingPlanIndicator.UNKNOWN, from);
        }
        return INTERNATIONAL.matcher(from).matches()
                ? new Address(TypeOfNumber.INTERNATIONAL, NumberingPlanIndicator.ISDN, from.replace("+", ""))
                : new Address(TypeOfNumber.ALPHANUMERIC, NumberingPlanIndicator.UNKNOWN, from);
    }
}
