package dev.firstring.web.account;

import dev.firstring.web.layout.Moments.Moment;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What the account's page shows. Immutable.
 *
 * @param name how the account's owner is greeted; null where they told no name
 */
public record AccountPage(@Nullable String name, List<Held> numbers, List<Card> credentials) {

    public AccountPage {
        numbers = List.copyOf(numbers);
        credentials = List.copyOf(credentials);
    }

    /**
     * A number of the account.
     *
     * @param text as people write it
     * @param wanted when somebody else proved it who waits for it now; null if nobody does
     */
    public record Held(
            String e164,
            String text,
            Moment verified,
            @Nullable Moment wanted) {}

    /**
     * A credential, without its secret.
     *
     * @param number the number that it is for, as people write it; null where it is for none
     * @param name shown to those who are called
     * @param seen when a phone last registered; null for never
     */
    public record Card(
            @Nullable String number,
            @Nullable String name,
            String uri,
            LiveCredential live,
            @Nullable Moment seen) {

        public boolean suspended() {
            return live.status().equals("suspended");
        }
    }
}
