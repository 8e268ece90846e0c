package dev.firstring.web.setup;

import org.jspecify.annotations.Nullable;

/**
 * The model for setting up a phone. It contains a link that discloses a password, so {@link #toString()} omits it.
 * Immutable.
 *
 * @param qr an svg element
 * @param appLink opens the softphone on the device that shows the page; null if there is none for the link
 * @param seconds how long both are valid
 * @param words the same as text
 */
public record PhoneSetup(String qr, @Nullable String appLink, long seconds, String words) {

    @Override
    public String toString() {
        return "PhoneSetup[" + seconds + "s]";
    }
}
