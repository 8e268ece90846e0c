package dev.firstring.sipserver.drift.compare;

import dev.firstring.sip.CredentialId;
import dev.firstring.sipserver.Aor;
import dev.firstring.sipserver.Capability;
import dev.firstring.sipserver.Page;
import dev.firstring.sipserver.SipServer;
import dev.firstring.sipserver.drift.finding.DriftFinding.Difference;
import dev.firstring.sipserver.drift.finding.DriftKind;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.springframework.stereotype.Component;

/** Compares the addresses with live contacts, and finds those whose credential is not active. Thread-safe. */
@Component
final class ContactComparison implements Comparison {

    private final KnownCredentialStore credentials;
    private final Recheck recheck;

    ContactComparison(KnownCredentialStore credentials, Recheck recheck) {
        this.credentials = credentials;
        this.recheck = recheck;
    }

    @Override
    public Phase phase() {
        return Phase.CONTACTS;
    }

    @Override
    public boolean supports(SipServer server) {
        return server.capabilities().contains(Capability.LISTS_REGISTERED);
    }

    @Override
    public ComparedPage compare(PageRequest request) {
        SipServer server = request.server();
        Page<Aor> page = server.registered(request.cursor(), PAGE_SIZE);
        Set<Aor> listed = new LinkedHashSet<>(page.items());
        Map<Aor, KnownCredential> known = credentials.byAddress(server.id(), listed);
        List<Difference> differences = new ArrayList<>();
        List<KnownCredential> suspects = new ArrayList<>();
        for (Aor aor : listed) {
            KnownCredential ours = known.get(aor);
            if (ours == null) {
                differences.add(new Difference(
                        DriftKind.FOREIGN, aor, null, "a contact of an account that the service never made"));
            } else if (!ours.active() && !ours.pending()) {
                suspects.add(ours);
            }
        }
        differences.addAll(orphans(suspects, request));
        return new ComparedPage(differences, List.of(), listed.size(), page.next());
    }

    private List<Difference> orphans(List<KnownCredential> suspects, PageRequest request) {
        Map<CredentialId, List<Difference>> found = new LinkedHashMap<>();
        for (KnownCredential suspect : suspects) {
            request.beforeEachCall().run();
            int contacts = request.server().registrations(suspect.aor()).size();
            if (contacts > 0) {
                String detail = "it is " + suspect.status().word() + ", with live contacts: " + contacts;
                found.put(
                        suspect.id(),
                        List.of(new Difference(DriftKind.ORPHAN_CONTACT, suspect.aor(), suspect.id(), detail)));
            }
        }
        return recheck.unchanged(suspects, found, request.server());
    }
}
