package dev.firstring.phone.reading;

import java.util.regex.Pattern;

/**
 * Numbers that regulators reserve for films, manuals and tests (TEL-7): North America 555-01XX, the drama numbers of
 * Ofcom (United Kingdom), ARCEP decision 2018-0881 (France) and ACMA (Australia).
 */
public final class FictitiousRanges {

    private static final Pattern RESERVED = Pattern.compile(String.join(
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

    private FictitiousRanges() {}

    /** Whether a number in E.164 is reserved, so that nobody can have it. */
    public static boolean contain(String e164) {
        return RESERVED.matcher(e164).matches();
    }
}
