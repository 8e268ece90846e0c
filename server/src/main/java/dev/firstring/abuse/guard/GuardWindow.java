package dev.firstring.abuse.guard;

import org.jspecify.annotations.Nullable;

/**
 * Whose sends are counted together: all numbers of a region, or those of it that differ in their last four digits only.
 *
 * @param country the region of ISO 3166, or {@code 001}
 * @param prefix E.164 less the last four digits; null for the whole region
 */
public record GuardWindow(String country, @Nullable String prefix) {

    /** The window with that key. */
    public static GuardWindow ofKey(String key) {
        int plus = key.indexOf('+');
        return plus < 0 ? new GuardWindow(key, null) : new GuardWindow(key.substring(0, plus), key.substring(plus));
    }

    /** What it is called in the database: {@code FR}, {@code FR+336123}. */
    public String key() {
        return prefix == null ? country : country + prefix;
    }

    /** {@code prefix} or {@code country}. */
    public String scope() {
        return prefix == null ? "country" : "prefix";
    }

    /** The name of the policy that refuses. */
    public String policy() {
        return "guard-" + scope();
    }
}
