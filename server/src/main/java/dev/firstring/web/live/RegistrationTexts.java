package dev.firstring.web.live;

import dev.firstring.sip.Credential;
import dev.firstring.sipserver.registration.LiveContact;
import dev.firstring.sipserver.registration.LiveContacts;
import java.time.Instant;
import java.util.Comparator;
import java.util.Locale;
import java.util.Objects;
import java.util.Optional;
import org.springframework.context.MessageSource;
import org.springframework.stereotype.Component;

/** Reads whether a phone is registered with a credential by querying the SIP servers. Thread-safe. */
@Component
public final class RegistrationTexts {

    private final LiveContacts live;
    private final MessageSource texts;

    RegistrationTexts(LiveContacts live, MessageSource texts) {
        this.live = live;
        this.texts = texts;
    }

    /** Returns the state of a credential for a page; {@code step} is the session's step, if any. */
    public LiveState state(@org.jspecify.annotations.Nullable String step, Credential credential, Locale language) {
        Optional<LiveContact> newest = live.of(credential).contacts().stream()
                .max(Comparator.comparing(contact ->
                        Objects.requireNonNullElse(contact.registration().refreshed(), Instant.EPOCH)));
        String text = newest.map(contact -> DeviceName.of(contact.registration().userAgent())
                        .map(name -> texts.getMessage("done.registered", new Object[] {name}, language))
                        .orElseGet(() -> texts.getMessage("done.registered-unknown", null, language)))
                .orElseGet(() -> texts.getMessage("done.waiting", null, language));
        return new LiveState(step, null, null, credential.standing().sync().word(), newest.isPresent(), text);
    }
}
