package dev.firstring.sipserver.drift.compare;

import dev.firstring.sip.CredentialId;
import dev.firstring.sipserver.SipServer;
import dev.firstring.sipserver.drift.finding.Difference;
import dev.firstring.sipserver.drift.seen.SeenAccountStore;
import dev.firstring.sipserver.drift.seen.SeenAccounts.Stretch;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import org.springframework.stereotype.Component;

/** Goes through the credentials, after all accounts of a server were, and asks for those that were not among them. */
@Component
final class MissingComparison implements Comparison {

    /** Slices a page: about a thousand credentials, of which most are no more than an id. */
    private static final int SLICES = 5;

    private final SeenAccountStore seenAccounts;
    private final KnownCredentials credentials;
    private final SecondLook secondLook;

    MissingComparison(SeenAccountStore seenAccounts, KnownCredentials credentials, SecondLook secondLook) {
        this.seenAccounts = seenAccounts;
        this.credentials = credentials;
        this.secondLook = secondLook;
    }

    @Override
    public Phase phase() {
        return Phase.MISSING;
    }

    @Override
    public boolean fits(SipServer server) {
        return AccountComparison.listsItsOwn(server);
    }

    @Override
    public ComparedPage page(PageOrder order) {
        Optional<Stretch> stretch = order.seen().stretch(order.cursor(), SLICES);
        if (stretch.isEmpty()) {
            return ComparedPage.NOTHING;
        }
        List<CredentialId> unseen = order.seen().unseen(seenAccounts.candidates(stretch.get()));
        return new ComparedPage(
                missing(unseen, order),
                List.of(),
                0,
                stretch.get().last() ? null : stretch.get().cursor());
    }

    private List<Difference> missing(List<CredentialId> unseen, PageOrder order) {
        if (unseen.isEmpty()) {
            return List.of();
        }
        Map<CredentialId, Known> known = credentials.byId(order.server().id(), unseen);
        List<Known> suspects =
                unseen.stream().map(known::get).filter(Objects::nonNull).toList();
        return secondLook.at(suspects, order.server(), order.lease());
    }
}
