package dev.firstring.sipserver.sync;

import dev.firstring.sip.Digests;
import dev.firstring.sip.SipSecret;
import dev.firstring.sipserver.ServerAccount;
import dev.firstring.sipserver.SipServer;
import dev.firstring.sipserver.drift.finding.DriftKind;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Asks a server what it has of a credential, before and after it is brought there. */
final class ReadBack {

    private ReadBack() {}

    /** In what the server differs just now, contacts included. An account that the service never made is no difference. */
    static List<DriftKind> differences(
            SipServer server, WantedState wanted, @Nullable SipSecret secret, boolean applied) {
        ServerComparison.Wanted ours = wanted(wanted, secret);
        Optional<ServerAccount> found = server.find(wanted.aor()).filter(account -> applied || wanted.made(account));
        List<DriftKind> differences = new ArrayList<>(ServerComparison.account(ours, server, found));
        differences.addAll(ServerComparison.contacts(
                ours, () -> server.registrations(wanted.aor()).size()));
        return differences;
    }

    /** What is wrong with the account that the server has; empty if it is as wanted. */
    static Optional<String> account(SipServer server, WantedState wanted, @Nullable SipSecret secret) {
        return ServerComparison.account(wanted(wanted, secret), server, server.find(wanted.aor())).stream()
                .findFirst()
                .map(kind -> ServerComparison.text(kind, wanted.active()));
    }

    private static ServerComparison.Wanted wanted(WantedState wanted, @Nullable SipSecret secret) {
        return new ServerComparison.Wanted(
                wanted.credential().status(),
                wanted.credential().profile().displayName() == null
                        ? null
                        : wanted.credential().profile().displayName().value(),
                secret == null ? null : Digests.of(wanted.credential().address(), secret, false));
    }
}
