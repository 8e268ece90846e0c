package dev.firstring.sipserver.registration;

import dev.firstring.sip.Credential;
import dev.firstring.sip.sync.SyncReport;
import dev.firstring.sipserver.ServerId;
import dev.firstring.sipserver.SipServerFault;
import dev.firstring.sipserver.sync.AskServers;
import java.time.Instant;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;
import org.springframework.stereotype.Component;

/**
 * Ends one live contact on the SIP server that has it. A phone whose credential is active may register again; to
 * prevent that, suspend the credential. Thread-safe.
 */
@Component
public class DropContacts {

    private static final Pattern CONTACT_ID = Pattern.compile("[A-Za-z0-9_-]{16}");

    private final LiveContacts live;
    private final AskServers servers;

    DropContacts(LiveContacts live, AskServers servers) {
        this.live = live;
        this.servers = servers;
    }

    /**
     * Ends one registration. If a server that may have it does not answer, the request is stored and retried.
     *
     * @param contactId {@link LiveContact#id()}
     * @return the progress; empty if the credential has no such contact
     * @throws SipServerFault if a server that may have it does not answer, and the request could not be stored
     */
    public Optional<SyncReport> one(Credential credential, String contactId, String actor, Instant now) {
        if (!CONTACT_ID.matcher(contactId).matches()) {
            return Optional.empty();
        }
        LiveContacts.Found found = live.of(credential);
        Collection<ServerId> holders = found.contacts().stream()
                .filter(candidate -> candidate.id().equals(contactId))
                .map(LiveContact::server)
                .toList();
        if (holders.isEmpty() && found.faults().isEmpty()) {
            return Optional.empty();
        }
        Collection<ServerId> asked = holders.isEmpty() ? found.faults().keySet() : holders;
        return Optional.of(servers.endContact(credential, List.copyOf(asked), contactId, actor, now)
                .orElseThrow(() -> found.faults().values().stream()
                        .findFirst()
                        .orElseGet(() -> new SipServerFault(
                                SipServerFault.Kind.SERVER_UNAVAILABLE,
                                "too many registrations wait to be ended on it"))));
    }
}
