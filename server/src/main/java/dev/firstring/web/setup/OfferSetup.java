package dev.firstring.web.setup;

import dev.firstring.account.AccountId;
import dev.firstring.http.PublicUrl;
import dev.firstring.sip.CredentialId;
import dev.firstring.softphone.link.CreateLink;
import dev.firstring.softphone.link.Link;
import dev.firstring.softphone.qr.QrCode;
import java.time.Clock;
import java.time.Duration;
import java.util.Locale;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.springframework.context.MessageSource;
import org.springframework.stereotype.Component;

/**
 * Creates the link that a page shows as a QR code. Each view of the page creates a new one, because the token of an
 * existing link cannot be read again. The oldest links of a credential end when there are too many. Thread-safe.
 */
@Component
public final class OfferSetup {

    private static final int SECONDS_OF_A_MINUTE = 60;

    private final CreateLink createLink;
    private final MessageSource texts;
    private final Clock clock;

    OfferSetup(CreateLink createLink, MessageSource texts, Clock clock) {
        this.createLink = createLink;
        this.texts = texts;
        this.clock = clock;
    }

    /** Creates a link for the account's credential; empty unless it is active. */
    public Optional<PhoneSetup> offer(CredentialId credential, AccountId account, PublicUrl base, Locale language) {
        return switch (createLink.create(credential, account)) {
            case CreateLink.Created(Link link) -> Optional.of(show(link, base, language));
            case CreateLink.NotFound() -> Optional.empty();
            case CreateLink.NotAllowed notAllowed -> Optional.empty();
        };
    }

    private PhoneSetup show(Link link, PublicUrl base, Locale language) {
        long seconds = Duration.between(clock.instant(), link.expiresAt()).toSeconds();
        return new PhoneSetup(
                QrCode.svg(link.url(base), texts.getMessage("done.qr-title", null, language)),
                link.appLinks(base).linphone(),
                seconds,
                texts.getMessage("time.minutes", new Object[] {Math.max(1, seconds / SECONDS_OF_A_MINUTE)}, language));
    }

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
}
