package dev.firstring.phone;

import java.util.regex.Pattern;

/**
 * A phone number in E.164 form, always with its plus sign (TEL-1). The form does not imply that the number exists;
 * {@link PhoneNumbers} checks that. Immutable.
 *
 * <p>{@link #toString()} masks the number, so that it may be logged; {@link #e164()} is the only way to read it.
 */
public record PhoneNumber(String e164) {

    private static final Pattern E164 = Pattern.compile("\\+[1-9][0-9]{5,14}");

    /**
     * Ranges that regulators reserve for films, manuals and tests (TEL-7): North America 555-01XX, the drama numbers of
     * Ofcom (United Kingdom), ARCEP decision 2018-0881 (France) and ACMA (Australia).
     */
    private static final Pattern FICTITIOUS = Pattern.compile(String.join(
            "|",
            "\\+1[2-9][0-9]{2}55501[0-9]{2}",
            "\\+447700900[0-9]{3}",
            "\\+44(113|114|115|116|117|118|121|131|141|151|161)4960[0-9]{3}",
            "\\+442079460[0-9]{3}",
            "\\+441914980[0-9]{3}",
            "\\+44289(0180|6496)[0-9]{3}",
            "\\+442920180[0-9]{3}",
            "\\+441632960[0-9]{3}",
            "\\+443069990[0-9]{3}",
            "\\+448081570[0-9]{3}",
            "\\+449098790[0-9]{3}",
            "\\+33(19900|26191|35301|46571|53649|63998)[0-9]{4}",
            "\\+61[2378](5550|7010)[0-9]{4}",
            "\\+611(300|800)97570[7-9]|\\+611(300|800)97571[01]|\\+611800160401",
            "\\+61491(570(006|110|156|157|158|159|313|737)|571(266|491|804)|572(549|665|983)|573(087|770)"
                    + "|574(118|632)|575(254|789)|576(398|801)|577(426|644)|578(148|888|957)|579(212|455|760))"));

    /** @throws IllegalArgumentException if the text is not E.164 with a plus sign, 6 to 15 digits */
    public PhoneNumber {
        if (!isE164(e164)) {
            throw new IllegalArgumentException("not an E.164 number");
        }
    }

    /** Whether a text is in E.164 form with its plus sign. */
    public static boolean isE164(String text) {
        return E164.matcher(text).matches();
    }

    /** Whether the number is reserved for fiction, so that nobody can have it and nothing may be sent to it (TEL-7). */
    public boolean isFictitious() {
        return FICTITIOUS.matcher(e164).matches();
    }

    /** The number with all but its first three and last two characters hidden. */
    public String masked() {
        return e164.substring(0, 3) + "*".repeat(e164.length() - 5) + e164.substring(e164.length() - 2);
    }

    /** The number without its last four digits: the unit in which ranges are monitored for SMS pumping. */
    public String prefix() {
        return e164.substring(0, e164.length() - 4);
    }

    @Override
    public String toString() {
        return masked();
    }
}
