package dev.firstring.web.live;

import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** What a person calls a phone, made of what the phone calls itself in {@code User-Agent}. */
public final class DeviceName {

    private static final int LONGEST = 48;

    private DeviceName() {}

    /** The first product with its version, such as {@code Linphone 5.2}; empty where the phone says nothing. */
    public static Optional<String> of(@Nullable String userAgent) {
        if (userAgent == null || userAgent.isBlank()) {
            return Optional.empty();
        }
        String first = userAgent.strip();
        int remark = first.indexOf('(');
        if (remark > 0) {
            first = first.substring(0, remark).strip();
        }
        int second = first.indexOf(' ');
        if (second > 0 && first.indexOf('/') > 0 && first.indexOf('/') < second) {
            first = first.substring(0, second);
        }
        String name = first.replace('/', ' ').replaceAll("\\p{C}", "").strip();
        return name.isEmpty()
                ? Optional.empty()
                : Optional.of(name.length() > LONGEST ? name.substring(0, LONGEST) + "…" : name);
    }
}
