package dev.firstring.sipserver.drift.compare;

import dev.firstring.sip.CredentialId;
import dev.firstring.sipserver.SipServer;
import dev.firstring.sipserver.drift.compare.SeenAccounts.SliceRange;
import dev.firstring.sipserver.drift.finding.DriftFinding.Difference;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import org.springframework.stereotype.Component;

/**
 * Compares the credentials with the complete list of a server's accounts, and queries the server for those that it did
 * not list.
 */
@Component
final class MissingComparison implements Comparison {

    /** Slices per page: about a thousand credentials, of most of which only the id is read. */
    private static final int SLICES = 5;

    private final SeenAccountStore seenAccounts;
    private final KnownCredentialStore credentials;
    private final Recheck recheck;

    MissingComparison(SeenAccountStore seenAccounts, KnownCredentialStore credentials, Recheck recheck) {
        this.seenAccounts = seenAccounts;
        this.credentials = credentials;
        this.recheck = recheck;
    }

    @Override
    public Phase phase() {
        return Phase.MISSING;
    }

    @Override
    public boolean supports(SipServer server) {
        return AccountComparison.listsItsOwn(server);
    }

    @Override
    public ComparedPage compare(PageRequest request) {
        Optional<SliceRange> slices = request.seen().slices(request.cursor(), SLICES);
        if (slices.isEmpty()) {
            return ComparedPage.NOTHING;
        }
        List<CredentialId> unseen = request.seen().unseen(seenAccounts.candidates(slices.get()));
        return new ComparedPage(
                missing(unseen, request),
                List.of(),
                0,
                slices.get().last() ? null : slices.get().cursor());
    }

    private List<Difference> missing(List<CredentialId> unseen, PageRequest request) {
        if (unseen.isEmpty()) {
            return List.of();
        }
        Map<CredentialId, KnownCredential> known =
                credentials.byId(request.server().id(), unseen);
        List<KnownCredential> suspects =
                unseen.stream().map(known::get).filter(Objects::nonNull).toList();
        return recheck.accounts(suspects, request);
    }
}
