package dev.firstring.account.apikey;

import dev.firstring.account.admin.Scope;
import java.time.Duration;
import java.util.Set;
import java.util.regex.Pattern;

/**
 * The parameters of a new API key.
 *
 * @param name 1 to 64 of a-z, 0-9 and dash; not in the form of an account id, because the actor in the audit trail is
 *     either of the two
 * @param scopes at least one
 * @param life the lifetime of the key, one minute to {@link #LONGEST_LIFE}
 */
public record NewApiKey(String name, Set<Scope> scopes, Duration life) {

    public static final Duration LONGEST_LIFE = Duration.ofDays(3 * 365);

    private static final Pattern NAME = Pattern.compile("[a-z0-9-]{1,64}");
    private static final Pattern ID = Pattern.compile("[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}");

    /** @throws IllegalArgumentException if a parameter is invalid; the message says which */
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
