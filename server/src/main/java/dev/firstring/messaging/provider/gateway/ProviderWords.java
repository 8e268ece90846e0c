package dev.firstring.messaging.provider.gateway;

/** Sanitizes a provider's text for logs and rows, because it may repeat the number and the code. */
final class ProviderWords {

    private static final int LONGEST = 160;

    private ProviderWords() {}

    /** Returns one line, cut after 160 characters, without control characters and with four or more digits masked. */
    static String plain(String text) {
        String line = text.replaceAll("[\\p{Cntrl}\\p{Cf}\\p{Zl}\\p{Zp}\\s]+", " ")
                .replaceAll("\\p{Nd}(?:[ .-]?\\p{Nd}){3,}", "#")
                .strip();
        return line.length() <= LONGEST ? line : line.substring(0, LONGEST) + "...";
    }
}
