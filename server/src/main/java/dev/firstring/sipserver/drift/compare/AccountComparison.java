package dev.firstring.sipserver.drift.compare;

import dev.firstring.sip.CredentialId;
import dev.firstring.sipserver.Aor;
import dev.firstring.sipserver.Capability;
import dev.firstring.sipserver.Page;
import dev.firstring.sipserver.ServerAccount;
import dev.firstring.sipserver.SipServer;
import dev.firstring.sipserver.drift.finding.DriftFinding.Difference;
import dev.firstring.sipserver.drift.finding.DriftKind;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.springframework.stereotype.Component;

/**
 * Compares the accounts that a server lists. A server that reads the database has no accounts of its own. Thread-safe.
 */
@Component
final class AccountComparison implements Comparison {

    private final KnownCredentialStore credentials;
    private final AccountDifferences accountDifferences;
    private final Recheck recheck;

    AccountComparison(KnownCredentialStore credentials, AccountDifferences accountDifferences, Recheck recheck) {
        this.credentials = credentials;
        this.accountDifferences = accountDifferences;
        this.recheck = recheck;
    }

    @Override
    public Phase phase() {
        return Phase.ACCOUNTS;
    }

    @Override
    public boolean supports(SipServer server) {
        return listsItsOwn(server);
    }

    static boolean listsItsOwn(SipServer server) {
        return server.capabilities().contains(Capability.LISTS_ACCOUNTS)
                && !server.capabilities().contains(Capability.READS_DATABASE);
    }

    @Override
    public ComparedPage compare(PageRequest request) {
        Page<ServerAccount> page = request.server().accounts(request.cursor(), PAGE_SIZE);
        Map<Aor, ServerAccount> listed = new LinkedHashMap<>();
        page.items().forEach(account -> listed.put(account.aor(), account));
        Map<Aor, KnownCredential> known = credentials.byAddress(request.server().id(), listed.keySet());
        List<Difference> differences = new ArrayList<>();
        List<CredentialId> seen = new ArrayList<>();
        List<KnownCredential> suspects = new ArrayList<>();
        listed.forEach((aor, account) -> {
            KnownCredential ours = known.get(aor);
            if (ours == null) {
                differences.add(new Difference(DriftKind.FOREIGN, aor, null, "an account that the service never made"));
                return;
            }
            seen.add(ours.id());
            if (!ours.pending()
                    && !accountDifferences.of(ours, Optional.of(account)).isEmpty()) {
                suspects.add(ours);
            }
        });
        differences.addAll(recheck.accounts(suspects, request));
        return new ComparedPage(differences, seen, page.items().size(), page.next());
    }
}
