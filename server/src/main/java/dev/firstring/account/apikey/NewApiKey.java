package dev.firstring.account.apikey;

import dev.firstring.account.admin.Scope;
import java.time.Duration;
import java.util.Set;
import java.util.regex.Pattern;

/**
 * What is asked for when a key is made.
 *
 * @param name 1 to 64 of a-z, 0-9 and dash; not the form of an account's id, which stands in the same place of the trail
 * @param scopes at least one
 * @param life how long the key is good for, one minute to {@link #LONGEST_LIFE}
 */
public record NewApiKey(String name, Set<Scope> scopes, Duration life) {

    public static final Duration LONGEST_LIFE = Duration.ofDays(3 * 365);

    private static final Pattern NAME = Pattern.compile("[a-z0-9-]{1,64}");
    private static final Pattern ID = Pattern.compile("[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}");

    /** @throws IllegalArgumentException if one of them is not possible; the message says which */
    public NewApiKey {
        scopes = Set.copyOf(scopes);
        if (!NAME.matcher(name).matches() || ID.matcher(name).matches()) {
            throw new IllegalArgumentException(
                    "a name has 1 to 64 of a-z, 0-9 and dash, and is not the id of an account");
        }
        if (scopes.isEmpty()) {
            throw new IllegalArgumentException("a key has one scope at least");
        }
        if (life.compareTo(Duration.ofMinutes(1)) < 0 || life.compareTo(LONGEST_LIFE) > 0) {
            throw new IllegalArgumentException("a key is good for one minute to " + LONGEST_LIFE.toDays() + " days");
        }
    }
}
