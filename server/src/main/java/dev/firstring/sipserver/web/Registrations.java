package dev.firstring.sipserver.web;

import dev.firstring.http.Answer;
import dev.firstring.sip.Credential;
import dev.firstring.sipserver.fleet.Fleet;
import dev.firstring.sipserver.registration.LiveContact;
import dev.firstring.sipserver.registration.LiveContacts;
import java.time.Instant;
import java.util.Comparator;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

/** Queries the registrations of a credential, for its owner and for operators. Thread-safe. */
@Component
public final class Registrations {

    private final LiveContacts live;
    private final Fleet fleet;

    Registrations(LiveContacts live, Fleet fleet) {
        this.live = live;
        this.fleet = fleet;
    }

    /** The registrations; a refusal if there are servers, and none of them answered. */
    public Answer<RegistrationView> answer(Credential credential) {
        LiveContacts.Found found = live.of(credential);
        if (found.nobodyAnswered(fleet.servers().size())) {
            return Answer.refused(
                    FaultProblem.ofQuestion(found.faults().values().iterator().next()));
        }
        List<ContactView> contacts =
                found.contacts().stream().map(ContactView::of).toList();
        Optional<LiveContact> newest = found.contacts().stream()
                .filter(contact -> contact.registration().refreshed() != null)
                .max(Comparator.comparing(contact -> contact.registration().refreshed()));
        return Answer.ok(
                new RegistrationView(
                        !contacts.isEmpty(),
                        contacts,
                        later(
                                newest.map(contact -> contact.registration().refreshed())
                                        .orElse(null),
                                credential.times().lastRegistered()),
                        newest.map(contact -> contact.registration().userAgent())
                                .orElse(credential.times().lastUserAgent()),
                        found.faults().keySet().stream()
                                .sorted()
                                .map(Objects::toString)
                                .toList()),
                "sip.registration");
    }

    private static @Nullable Instant later(@Nullable Instant one, @Nullable Instant other) {
        if (one == null || other == null) {
            return one == null ? other : one;
        }
        return one.isAfter(other) ? one : other;
    }
}
