package dev.firstring.http;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * What a controller answers: data in the success envelope, or a problem. It is written in the spelling of the path and
 * in the language of the client; controllers know neither. Immutable.
 *
 * @param data the data of a success; null when {@code problem} is set, or when there is nothing to tell
 * @param messageKey the key of the envelope's text in the bundle {@code messages}
 */
public record Answer<T>(
        @Nullable T data,
        @Nullable String messageKey,
        @Nullable Problem problem,
        List<Map.Entry<String, String>> headers) {

    public Answer {
        headers = List.copyOf(headers);
    }

    public static <T> Answer<T> ok(@Nullable T data, String messageKey) {
        return new Answer<>(data, messageKey, null, List.of());
    }

    public static <T> Answer<T> refused(Problem problem) {
        return new Answer<>(null, null, problem, List.of());
    }

    /** The same answer with one more header, kept besides others of that name. */
    public Answer<T> header(String name, String value) {
        List<Map.Entry<String, String>> more = new ArrayList<>(headers);
        more.add(Map.entry(name, value));
        return new Answer<>(data, messageKey, problem, more);
    }
}
