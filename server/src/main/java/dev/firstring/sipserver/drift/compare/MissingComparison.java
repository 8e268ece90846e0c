package dev.firstring.sipserver.drift.compare;

import dev.firstring.sipserver.SipServer;
import dev.firstring.sipserver.drift.compare.KnownCredentials.Stretched;
import java.util.List;
import java.util.UUID;
import org.springframework.stereotype.Component;

/** Goes through the credentials, after all accounts of a server were, and asks for those that were not among them. */
@Component
final class MissingComparison implements Comparison {

    private static final UUID START = new UUID(0, 0);

    private final KnownCredentials credentials;
    private final SecondLook secondLook;

    MissingComparison(KnownCredentials credentials, SecondLook secondLook) {
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
        UUID after = order.cursor().isEmpty() ? START : UUID.fromString(order.cursor());
        SipServer server = order.server();
        List<Stretched> stretch = credentials.stretch(order.run(), order.started(), server.id(), after, PageOrder.SIZE);
        List<Known> unseen =
                stretch.stream().filter(Stretched::unseen).map(Stretched::known).toList();
        return new ComparedPage(
                secondLook.at(unseen, server, order.lease()),
                List.of(),
                0,
                stretch.size() < PageOrder.SIZE
                        ? null
                        : stretch.getLast().known().id().toString());
    }
}
