package dev.firstring.web.setup;

import org.jspecify.annotations.Nullable;

/**
 * What a page shows to set up a phone. It holds a link that hands out a password, so it is not shown by
 * {@link #toString()}. Immutable.
 *
 * @param qr an svg element
 * @param appLink opens the softphone of the device that shows the page; null where none is known for the link
 * @param seconds how long both are good for
 * @param words the same in words
 */
public record PhoneSetup(String qr, @Nullable String appLink, long seconds, String words) {

    @Override
    public String toString() {
        return "PhoneSetup[" + seconds + "s]";
    }
}
