package dev.firstring.onboarding.api;

import dev.firstring.http.ChosenLanguage;
import dev.firstring.http.Spelling;
import dev.firstring.http.WantedLanguages;
import dev.firstring.messaging.texts.MessageText;
import jakarta.servlet.http.Cookie;
import jakarta.servlet.http.HttpServletRequest;
import java.util.List;
import java.util.Locale;
import org.springframework.stereotype.Component;
import org.springframework.web.util.WebUtils;

/**
 * Selects the language of a user's messages, which exist in more languages than responses and pages: the language
 * chosen on a page, otherwise the first preference of {@code Accept-Language}. Thread-safe.
 */
@Component
public final class MessageLanguages {

    private final MessageText texts;

    MessageLanguages(MessageText texts) {
        this.texts = texts;
    }

    /** The closest language that messages exist in. */
    public Locale of(HttpServletRequest request) {
        Cookie chosen = Spelling.isApi(request) ? null : WebUtils.getCookie(request, ChosenLanguage.COOKIE);
        if (chosen != null) {
            return texts.nearest(List.of(Locale.forLanguageTag(chosen.getValue())));
        }
        List<Locale> wanted = WantedLanguages.of(request);
        return wanted.isEmpty() ? Locale.ENGLISH : texts.nearest(wanted);
    }
}
