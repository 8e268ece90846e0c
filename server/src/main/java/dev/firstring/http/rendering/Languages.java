package dev.firstring.http.rendering;

import dev.firstring.http.ChosenLanguage;
import dev.firstring.http.Spelling;
import dev.firstring.http.WantedLanguages;
import jakarta.servlet.http.Cookie;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.util.HashMap;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.springframework.web.servlet.LocaleResolver;
import org.springframework.web.util.WebUtils;

/**
 * Selects the language of a request: the first supported language of {@code Accept-Language}, otherwise English. On
 * pages the language that the user selected takes precedence. Controllers also receive it as an argument of type
 * {@link Locale}. Thread-safe.
 */
public final class Languages implements LocaleResolver {

    private final Map<String, Locale> spoken = new HashMap<>();

    public Languages(Texts texts) {
        texts.languages().forEach(language -> spoken.put(language.toLanguageTag(), language));
    }

    /** The language of the response. */
    public Locale of(HttpServletRequest request) {
        Locale chosen = Spelling.isApi(request) ? null : chosen(request);
        return chosen != null ? chosen : wanted(request);
    }

    private @Nullable Locale chosen(HttpServletRequest request) {
        Cookie cookie = WebUtils.getCookie(request, ChosenLanguage.COOKIE);
        return cookie == null ? null : spoken.get(cookie.getValue());
    }

    private Locale wanted(HttpServletRequest request) {
        for (Locale locale : WantedLanguages.of(request)) {
            Locale exact = spoken.get(locale.toLanguageTag());
            Locale found = exact != null ? exact : spoken.get(locale.getLanguage());
            if (found != null) {
                return found;
            }
        }
        return Texts.DEFAULT;
    }

    /**
     * Sets {@code Content-Language} and {@code Vary}, since the response depends on the requested language (RFC 9110,
     * 8.5, 12.5.5).
     */
    public static void declare(Locale language, HttpServletResponse response) {
        response.setHeader("Content-Language", language.toLanguageTag());
        if (response.getHeaders("Vary").stream().noneMatch(names -> names.contains("Accept-Language"))) {
            response.addHeader("Vary", "Accept-Language");
        }
    }

    @Override
    public Locale resolveLocale(HttpServletRequest request) {
        return of(request);
    }

    @Override
    public void setLocale(HttpServletRequest request, @Nullable HttpServletResponse response, @Nullable Locale locale) {
        throw new UnsupportedOperationException("the language is chosen by Accept-Language");
    }
}
