package dev.firstring.http;

/** The cookie that keeps the language which a person chose on a page. */
public final class ChosenLanguage {

    /** Its value is the tag of a language, such as {@code fr}. */
    public static final String COOKIE = "firstring-language";

    private ChosenLanguage() {}
}
