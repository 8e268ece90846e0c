package dev.firstring.messaging.provider.twilio;

import dev.firstring.messaging.texts.SpokenLanguage;
import java.util.Locale;
import java.util.stream.Collectors;

/** Builds the TwiML of a call: each line of the text is spoken and followed by a pause. */
final class Twiml {

    private static final String PAUSE = "<Pause length=\"1\"/>";

    private Twiml() {}

    static String of(String text, Locale language) {
        String tag = SpokenLanguage.tag(language);
        return text.lines()
                .filter(line -> !line.isBlank())
                .map(line -> "<Say language=\"" + tag + "\">" + escaped(line) + "</Say>" + PAUSE)
                .collect(Collectors.joining("", "<Response>" + PAUSE, "</Response>"));
    }

    private static String escaped(String text) {
        return text.replaceAll("\\p{Cntrl}", " ")
                .replace("&", "&amp;")
                .replace("<", "&lt;")
                .replace(">", "&gt;");
    }
}
