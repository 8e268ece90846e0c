package dev.firstring.sipserver.drift.compare;

import dev.firstring.sip.CredentialId;
import dev.firstring.sipserver.Aor;
import dev.firstring.sipserver.Capability;
import dev.firstring.sipserver.Page;
import dev.firstring.sipserver.ServerAccount;
import dev.firstring.sipserver.SipServer;
import dev.firstring.sipserver.drift.finding.Difference;
import dev.firstring.sipserver.drift.finding.DriftKind;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.springframework.stereotype.Component;

/** Goes through the accounts that a server lists. One that reads the database has none of its own. Thread-safe. */
@Component
final class AccountComparison implements Comparison {

    private final KnownCredentials credentials;
    private final Judge judge;
    private final SecondLook secondLook;

    AccountComparison(KnownCredentials credentials, Judge judge, SecondLook secondLook) {
        this.credentials = credentials;
        this.judge = judge;
        this.secondLook = secondLook;
    }

    @Override
    public Phase phase() {
        return Phase.ACCOUNTS;
    }

    @Override
    public boolean fits(SipServer server) {
        return listsItsOwn(server);
    }

    static boolean listsItsOwn(SipServer server) {
        return server.capabilities().contains(Capability.LISTS_ACCOUNTS)
                && !server.capabilities().contains(Capability.READS_DATABASE);
    }

    @Override
    public ComparedPage page(PageOrder order) {
        Page<ServerAccount> page = order.server().accounts(order.cursor(), PageOrder.SIZE);
        Map<Aor, ServerAccount> told = new LinkedHashMap<>();
        page.items().forEach(account -> told.put(account.aor(), account));
        Map<Aor, Known> known = credentials.byAddress(order.server().id(), told.keySet());
        List<Difference> differences = new ArrayList<>();
        List<CredentialId> seen = new ArrayList<>();
        List<Known> suspects = new ArrayList<>();
        told.forEach((aor, account) -> {
            Known ours = known.get(aor);
            if (ours == null) {
                differences.add(new Difference(DriftKind.FOREIGN, aor, null, "an account that the service never made"));
                return;
            }
            seen.add(ours.id());
            if (!ours.pending()
                    && !judge.differences(ours, Optional.of(account)).isEmpty()) {
                suspects.add(ours);
            }
        });
        differences.addAll(secondLook.at(suspects, order.server(), order.lease()));
        return new ComparedPage(differences, seen, page.items().size(), page.next());
    }
}
