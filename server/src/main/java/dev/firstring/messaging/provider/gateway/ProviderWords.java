package dev.firstring.messaging.provider.gateway;

/** What a provider says in its own words, made fit for a log and a row: it may well repeat the number and the code. */
final class ProviderWords {

    private static final int LONGEST = 160;

    private ProviderWords() {}

    /** One line of at most 160 characters, without control characters, with every four digits or more left out. */
    static String plain(String text) {
        String line = text.replaceAll("[\\p{Cntrl}\\p{Cf}\\p{Zl}\\p{Zp}\\s]+", " ")
                .replaceAll("\\p{Nd}(?:[ .-]?\\p{Nd}){3,}", "#")
                .strip();
        return line.length() <= LONGEST ? line : line.substring(0, LONGEST) + "...";
    }
}
