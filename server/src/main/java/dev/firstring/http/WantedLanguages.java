package dev.firstring.http;

import jakarta.servlet.http.HttpServletRequest;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import org.springframework.http.HttpHeaders;

/**
 * The languages of {@code Accept-Language}, most preferred first (RFC 9110, 12.5.4). Tags are case-insensitive and may
 * contain an underscore, as in the {@code de_DE} that some phones send; an invalid tag is skipped without affecting the
 * others.
 */
public final class WantedLanguages {

    private static final int MOST = 50;

    private WantedLanguages() {}

    private record Wanted(Locale language, double weight) {}

    /** The languages; empty if none is given. */
    public static List<Locale> of(HttpServletRequest request) {
        List<Wanted> found = new ArrayList<>();
        for (String field : Collections.list(request.getHeaders(HttpHeaders.ACCEPT_LANGUAGE))) {
            for (String range : field.split(",", MOST)) {
                String[] parts = range.split(";", 2);
                Locale language = Locale.forLanguageTag(parts[0].strip().replace('_', '-'));
                double weight = parts.length > 1 ? weight(parts[1]) : 1;
                if (!language.getLanguage().isEmpty() && weight > 0) {
                    found.add(new Wanted(language, weight));
                }
            }
        }
        return found.stream()
                .sorted(Comparator.comparingDouble(Wanted::weight).reversed())
                .map(Wanted::language)
                .toList();
    }

    private static double weight(String parameter) {
        String text = parameter.strip();
        try {
            return text.regionMatches(true, 0, "q=", 0, 2)
                    ? Math.clamp(Double.parseDouble(text.substring(2).strip()), 0, 1)
                    : 1;
        } catch (NumberFormatException e) {
            return 0;
        }
    }
}
