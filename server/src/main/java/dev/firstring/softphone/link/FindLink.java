package dev.firstring.softphone.link;

import dev.firstring.account.token.RefusedAccess;
import dev.firstring.platform.AuthenticationFailures.Reason;
import dev.firstring.softphone.document.Format;
import java.time.Clock;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

/** Checks whether a link is valid, without taking a use. Thread-safe. */
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

    /** A valid link. */
    public record GoodLink(LinkToken token, @Nullable Format format) {}

    /**
     * Finds the link with the given token; empty if it is invalid or the text is no token, which are not distinguished.
     */
    public Optional<GoodLink> find(String token) {
        Optional<GoodLink> link = LinkToken.read(token).flatMap(known -> links.find(known, clock.instant()));
        if (link.isEmpty()) {
            tellRefused(token);
        }
        return link;
    }

    /** Records that an invalid link was opened. */
    public void tellRefused(String token) {
        LinkToken.read(token)
                .flatMap(links::owner)
                .ifPresentOrElse(
                        account -> refused.record(Reason.PROVISIONING_TOKEN, account),
                        () -> refused.record(Reason.PROVISIONING_TOKEN));
    }
}
