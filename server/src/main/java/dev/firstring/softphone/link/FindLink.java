package dev.firstring.softphone.link;

import dev.firstring.account.token.RefusedAccess;
import dev.firstring.platform.AuthenticationFailures.Reason;
import dev.firstring.softphone.document.Format;
import java.time.Clock;
import java.time.Instant;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

/** Looks whether a link is good. Asking uses nothing up. Thread-safe. */
@Component
public class FindLink {

    private final LinkStore links;
    private final RefusedAccess refused;
    private final Clock clock;

    FindLink(LinkStore links, RefusedAccess refused, Clock clock) {
        this.refused = refused;
        this.links = links;
        this.clock = clock;
    }

    /** A link that can be used now. */
    public record GoodLink(LinkToken token, @Nullable Format format, Instant expiresAt) {}

    /** The link of that token; empty if it is no good, or the text is no token at all, which cannot be told apart. */
    public Optional<GoodLink> find(String token) {
        Optional<GoodLink> link = LinkToken.read(token).flatMap(known -> links.find(known, clock.instant()));
        if (link.isEmpty()) {
            tellRefused(token);
        }
        return link;
    }

    /** Records that somebody opened a link that is no good. */
    public void tellRefused(String token) {
        LinkToken.read(token)
                .flatMap(links::owner)
                .ifPresentOrElse(
                        account -> refused.record(Reason.PROVISIONING_TOKEN, account),
                        () -> refused.record(Reason.PROVISIONING_TOKEN));
    }
}
