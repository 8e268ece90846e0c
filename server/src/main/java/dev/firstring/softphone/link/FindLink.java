package dev.firstring.softphone.link;

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
    private final Clock clock;

    FindLink(LinkStore links, Clock clock) {
        this.links = links;
        this.clock = clock;
    }

    /** A link that can be used now. */
    public record GoodLink(LinkToken token, @Nullable Format format, Instant expiresAt) {}

    /** The link of that token; empty if it is no good, or the text is no token at all, which cannot be told apart. */
    public Optional<GoodLink> find(String token) {
        return LinkToken.read(token).flatMap(known -> links.find(known, clock.instant()));
    }
}
