package dev.firstring.sipserver.drift.compare;

import dev.firstring.sip.CredentialId;
import dev.firstring.sipserver.SipServer;
import dev.firstring.sipserver.drift.finding.Difference;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.springframework.stereotype.Component;

/**
 * Looks again at what seems to differ: a list is a while old when it is compared, and shifts while accounts come and go. A
 * difference is one only if the credential rested, and the sync with it, from before the server was asked until after.
 * Thread-safe.
 */
@Component
public class SecondLook {

    private final KnownCredentials credentials;
    private final Judge judge;

    public SecondLook(KnownCredentials credentials, Judge judge) {
        this.credentials = credentials;
        this.judge = judge;
    }

    /** The differences of those that do differ. */
    public List<Difference> at(List<Known> suspects, SipServer server, Lease lease) {
        Map<CredentialId, List<Difference>> found = new LinkedHashMap<>();
        for (Known suspect : suspects) {
            if (!suspect.pending()) {
                lease.keep();
                List<Difference> differences = judge.differences(suspect, server.find(suspect.aor()));
                if (!differences.isEmpty()) {
                    found.put(suspect.id(), differences);
                }
            }
        }
        return resting(suspects, found, server);
    }

    /** Those of what was found whose credential rested since it was read as a suspect. */
    List<Difference> resting(List<Known> suspects, Map<CredentialId, List<Difference>> found, SipServer server) {
        if (found.isEmpty()) {
            return List.of();
        }
        Map<CredentialId, Known> now = credentials.byId(server.id(), found.keySet());
        return suspects.stream()
                .filter(suspect -> found.containsKey(suspect.id()) && rests(suspect, now))
                .flatMap(suspect -> found.getOrDefault(suspect.id(), List.of()).stream())
                .toList();
    }

    private static boolean rests(Known before, Map<CredentialId, Known> now) {
        Known known = now.get(before.id());
        return known != null && known.restsSince(before);
    }
}
