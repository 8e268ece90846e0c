package dev.firstring.web.account;

import dev.firstring.web.layout.Moments.Moment;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The model of the account page. Immutable.
 *
 * @param name the account's display name; null if absent
 */
public record AccountPage(@Nullable String name, List<Held> numbers, List<Card> credentials) {

    public AccountPage {
        numbers = List.copyOf(numbers);
        credentials = List.copyOf(credentials);
    }

    /**
     * A number of the account.
     *
     * @param text in international format
     * @param wanted when another user made a pending claim to the number; null if there is none
     */
    public record Held(
            String e164,
            String text,
            Moment verified,
            @Nullable Moment wanted) {}

    /**
     * A credential, without its secret.
     *
     * @param number its phone number in international format; null if it has none
     * @param name the display name that callees see
     * @param seen when a phone last registered; null if never
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
