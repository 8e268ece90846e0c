package dev.firstring.web.account;

import dev.firstring.account.AccountId;
import dev.firstring.sip.Credential;
import dev.firstring.sip.CredentialStatus;
import dev.firstring.sip.credential.ListCredentials;
import dev.firstring.sipserver.registration.LiveContact;
import dev.firstring.sipserver.registration.LiveContacts;
import dev.firstring.web.live.DeviceName;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.springframework.context.MessageSource;
import org.springframework.stereotype.Component;

/**
 * Reads the current state of an account's credentials by querying the SIP servers for all of them in parallel.
 * Thread-safe.
 */
@Component
final class LiveCredentials {

    private static final long MOST_MINUTES = 120;

    private final ListCredentials credentials;
    private final LiveContacts contacts;
    private final MessageSource texts;

    LiveCredentials(ListCredentials credentials, LiveContacts contacts, MessageSource texts) {
        this.credentials = credentials;
        this.contacts = contacts;
        this.texts = texts;
    }

    /** A credential and its current state. */
    record Standing(Credential credential, LiveCredential live) {}

    /** Returns the credentials that are not revoked, newest first. */
    List<Standing> of(AccountId account, Locale language) {
        List<Credential> held = credentials.of(account).stream()
                .filter(credential -> credential.status() != CredentialStatus.REVOKED)
                .toList();
        List<Standing> standings = new ArrayList<>();
        try (ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
            List<Future<LiveContacts.Found>> asked = held.stream()
                    .map(credential -> threads.submit(() -> ask(credential)))
                    .toList();
            for (int at = 0; at < held.size(); at++) {
                standings.add(new Standing(held.get(at), say(held.get(at), answer(asked.get(at)), language)));
            }
        }
        return standings;
    }

    /** Queries the SIP servers, except for a suspended credential, which must have no registrations. */
    private LiveContacts.Found ask(Credential credential) {
        return credential.status() == CredentialStatus.ACTIVE
                ? contacts.of(credential)
                : new LiveContacts.Found(List.of(), Map.of());
    }

    private static LiveContacts.Found answer(Future<LiveContacts.Found> asked) {
        try {
            return asked.get();
        } catch (ExecutionException e) {
            throw new IllegalStateException("the registrations of a credential could not be read", e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("interrupted while SIP servers were asked", e);
        }
    }

    private LiveCredential say(Credential credential, LiveContacts.Found found, Locale language) {
        List<LiveCredential.Device> devices = found.contacts().stream()
                .sorted(Comparator.comparing(LiveContact::id))
                .map(contact -> device(contact, language))
                .toList();
        String sync = credential.standing().sync().word();
        return new LiveCredential(
                credential.id().toString(),
                credential.status().word(),
                sync,
                text("account.sync." + sync, language),
                !devices.isEmpty(),
                !found.faults().isEmpty(),
                summary(found, devices, language),
                devices,
                lastSeen(credential, found));
    }

    private String summary(LiveContacts.Found found, List<LiveCredential.Device> devices, Locale language) {
        if (!found.faults().isEmpty()) {
            return text("account.server-away", language);
        }
        return devices.isEmpty()
                ? text("account.no-devices", language)
                : text("done.registered", language, devices.getFirst().name());
    }

    private LiveCredential.Device device(LiveContact contact, Locale language) {
        return new LiveCredential.Device(
                contact.id(),
                DeviceName.of(contact.registration().userAgent())
                        .orElseGet(() -> text("account.device-unknown", language)),
                text(
                        "account.device-expires",
                        language,
                        time(contact.registration().expires(), language)));
    }

    /** In whole minutes, so that a page is updated at most once per minute. */
    private String time(Duration left, Locale language) {
        long minutes = Math.max(1, left.plusSeconds(59).toMinutes());
        return minutes < MOST_MINUTES
                ? text("time.minutes", language, minutes)
                : text("time.hours", language, minutes / 60);
    }

    private static @Nullable Instant lastSeen(Credential credential, LiveContacts.Found found) {
        return Stream.concat(
                        Stream.ofNullable(credential.times().lastRegistered()),
                        found.contacts().stream()
                                .flatMap(contact ->
                                        Stream.ofNullable(contact.registration().refreshed())))
                .max(Comparator.naturalOrder())
                .orElse(null);
    }

    private String text(String key, Locale language, Object... arguments) {
        return texts.getMessage(key, arguments, language);
    }
}
