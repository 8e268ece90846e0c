package dev.firstring.web.live;

import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** The display name of a phone, derived from its {@code User-Agent}. */
public final class DeviceName {

    private static final int LONGEST = 48;

    private DeviceName() {}

    /** Returns the first product with its version, such as {@code Linphone 5.2}; empty without a {@code User-Agent}. */
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
