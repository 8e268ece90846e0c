package dev.firstring.sipserver.sync;

import dev.firstring.sip.Digests;
import dev.firstring.sip.SipSecret;
import dev.firstring.sipserver.Aor;
import dev.firstring.sipserver.ServerAccount;
import dev.firstring.sipserver.SipServer;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Asks a server whether what was good before is over. */
final class ReadBack {

    private ReadBack() {}

    /**
     * What the server says that should not be; empty if all is as wanted. A phone that registered in the moment between the
     * commit and the removal is removed once more.
     */
    static Optional<String> mistake(SipServer server, WantedState wanted, @Nullable SipSecret secret) {
        Aor aor = wanted.aor();
        if (!server.registrations(aor).isEmpty()) {
            server.deregister(aor);
            int left = server.registrations(aor).size();
            if (left > 0) {
                return Optional.of("the server still has " + left + " live contacts");
            }
        }
        return account(server.find(aor), wanted, secret);
    }

    private static Optional<String> account(
            Optional<ServerAccount> found, WantedState wanted, @Nullable SipSecret secret) {
        if (wanted.revoked()) {
            return found.isPresent() ? Optional.of("the server still has the account") : Optional.empty();
        }
        if (!wanted.active()) {
            return found.filter(ServerAccount::enabled).map(account -> "the server still admits the account");
        }
        if (found.filter(ServerAccount::enabled).isEmpty()) {
            return Optional.of("the server does not admit the account");
        }
        Digests digests = found.get().digests();
        return digests == null || secret == null || digests.sha256().equals(sha256(wanted, secret))
                ? Optional.empty()
                : Optional.of("the server has another secret");
    }

    private static String sha256(WantedState wanted, SipSecret secret) {
        return Digests.of(wanted.credential().address(), secret, false).sha256();
    }
}
