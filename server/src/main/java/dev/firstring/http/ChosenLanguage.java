package dev.firstring.http;

/** The cookie that stores the language selected on a page. */
public final class ChosenLanguage {

    /** The name of the cookie. The value is a language tag, such as {@code fr}. */
    public static final String COOKIE = "firstring-language";

    private ChosenLanguage() {}
}
