package dev.firstring.sipserver.drift.compare;

import dev.firstring.sip.CredentialId;
import dev.firstring.sipserver.Aor;
import dev.firstring.sipserver.Capability;
import dev.firstring.sipserver.Page;
import dev.firstring.sipserver.SipServer;
import dev.firstring.sipserver.drift.finding.Difference;
import dev.firstring.sipserver.drift.finding.DriftKind;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.springframework.stereotype.Component;

/** Goes through the addresses that have live contacts, and finds those that may have none. Thread-safe. */
@Component
final class ContactComparison implements Comparison {

    private final KnownCredentials credentials;
    private final SecondLook secondLook;

    ContactComparison(KnownCredentials credentials, SecondLook secondLook) {
        this.credentials = credentials;
        this.secondLook = secondLook;
    }

    @Override
    public Phase phase() {
        return Phase.CONTACTS;
    }

    @Override
    public boolean fits(SipServer server) {
        return server.capabilities().contains(Capability.LISTS_REGISTERED);
    }

    @Override
    public ComparedPage page(PageOrder order) {
        SipServer server = order.server();
        Page<Aor> page = server.registered(order.cursor(), PageOrder.SIZE);
        Set<Aor> told = new LinkedHashSet<>(page.items());
        Map<Aor, Known> known = credentials.byAddress(server.id(), told);
        List<Difference> differences = new ArrayList<>();
        List<Known> suspects = new ArrayList<>();
        for (Aor aor : told) {
            Known ours = known.get(aor);
            if (ours == null) {
                differences.add(new Difference(
                        DriftKind.FOREIGN, aor, null, "a contact of an account that the service never made"));
            } else if (!ours.active() && !ours.pending()) {
                suspects.add(ours);
            }
        }
        differences.addAll(orphans(suspects, order));
        return new ComparedPage(differences, List.of(), told.size(), page.next());
    }

    private List<Difference> orphans(List<Known> suspects, PageOrder order) {
        Map<CredentialId, List<Difference>> found = new LinkedHashMap<>();
        for (Known suspect : suspects) {
            order.lease().keep();
            int contacts = order.server().registrations(suspect.aor()).size();
            if (contacts > 0) {
                String detail = "it is " + suspect.status().word() + ", with live contacts: " + contacts;
                found.put(
                        suspect.id(),
                        List.of(new Difference(DriftKind.ORPHAN_CONTACT, suspect.aor(), suspect.id(), detail)));
            }
        }
        return secondLook.resting(suspects, found, order.server());
    }
}
