package dev.firstring.web.live;

import dev.firstring.sip.Credential;
import dev.firstring.sip.lifecycle.FirstCalls;
import dev.firstring.sipserver.registration.LiveContact;
import dev.firstring.sipserver.registration.LiveContacts;
import dev.firstring.web.layout.Waits;
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
    private final FirstCalls calls;
    private final MessageSource texts;
    private final Waits waits;

    RegistrationTexts(LiveContacts live, FirstCalls calls, MessageSource texts, Waits waits) {
        this.live = live;
        this.calls = calls;
        this.texts = texts;
        this.waits = waits;
    }

    /** Returns the state of a credential for a page. */
    public LiveState.Phone of(Credential credential, Locale language) {
        boolean called = credential.times().firstCall() != null;
        if (credential.times().firstCallSeconds() == null) {
            calls.watch();
        }
        Optional<LiveContact> newest = live.of(credential).contacts().stream()
                .max(Comparator.comparing(contact ->
                        Objects.requireNonNullElse(contact.registration().refreshed(), Instant.EPOCH)));
        String registered = newest.map(
                        contact -> DeviceName.of(contact.registration().userAgent())
                                .map(name -> text("done.registered", language, name))
                                .orElseGet(() -> text("done.registered-unknown", language)))
                .orElseGet(() -> text(called ? "done.registered-unknown" : "done.waiting", language));
        return new LiveState.Phone(
                credential.standing().sync().word(),
                newest.isPresent() || called,
                registered,
                called,
                title(credential, newest.isPresent() ? registered : text("done.title", language), language));
    }

    /** The first call is the aim; until then the title is what leads to it. */
    private String title(Credential credential, String before, Locale language) {
        Integer seconds = credential.times().firstCallSeconds();
        if (seconds != null) {
            return text("done.called", language, waits.words(Math.max(1, seconds), language));
        }
        return credential.times().firstCall() == null ? before : text("done.calling", language);
    }

    private String text(String key, Locale language, Object... arguments) {
        return texts.getMessage(key, arguments, language);
    }
}
