package dev.firstring.abuse.guard;

import org.jspecify.annotations.Nullable;

/**
 * The numbers whose sends are counted together: all of a region, or those that differ only in their last four digits.
 *
 * @param country the ISO 3166 region, or {@code 001}
 * @param prefix E.164 without the last four digits; null for the whole region
 */
public record GuardWindow(String country, @Nullable String prefix) {

    /** Returns the window with the given key. */
    public static GuardWindow ofKey(String key) {
        int plus = key.indexOf('+');
        return plus < 0 ? new GuardWindow(key, null) : new GuardWindow(key.substring(0, plus), key.substring(plus));
    }

    /** The key in the database, such as {@code FR} or {@code FR+336123}. */
    public String key() {
        return prefix == null ? country : country + prefix;
    }

    /** {@code prefix} or {@code country}. */
    public String scope() {
        return prefix == null ? "country" : "prefix";
    }

    /** The name of the policy that rejects a send. */
    public String policy() {
        return "guard-" + scope();
    }
}
