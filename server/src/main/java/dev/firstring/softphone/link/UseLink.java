package dev.firstring.softphone.link;

import dev.firstring.audit.AuditTrail;
import dev.firstring.audit.AuditTrail.AuditEvent;
import dev.firstring.platform.RetryingTransactions;
import dev.firstring.sip.credential.SealedSecrets;
import dev.firstring.softphone.document.Document;
import dev.firstring.softphone.document.Documents;
import dev.firstring.softphone.document.Format;
import java.time.Clock;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import org.springframework.stereotype.Component;

/**
 * Returns the configuration of a softphone for one use of a link. One statement takes the use and reads the password,
 * so concurrent requests never get more documents than the link has uses, and never a password that is newer than the
 * link. If the document cannot be created, the use is not taken. Thread-safe.
 */
@Component
public class UseLink {

    private final LinkStore links;
    private final SealedSecrets secrets;
    private final Documents documents;
    private final AuditTrail trail;
    private final Clock clock;
    private final RetryingTransactions transactions;

    UseLink(
            LinkStore links,
            SealedSecrets secrets,
            Documents documents,
            AuditTrail trail,
            Clock clock,
            RetryingTransactions transactions) {
        this.links = links;
        this.secrets = secrets;
        this.documents = documents;
        this.trail = trail;
        this.clock = clock;
        this.transactions = transactions;
    }

    /**
     * Returns the document; empty if the link is unknown, used up, expired or ended, or its credential has changed.
     * These cases are not distinguished.
     *
     * @param wanted the format to use if the link has none
     */
    public Optional<Document> use(LinkToken token, Format wanted) {
        return transactions.run(status -> useNow(token, wanted));
    }

    private Optional<Document> useNow(LinkToken token, Format wanted) {
        Instant now = clock.instant();
        return links.use(token, now).map(use -> document(use, wanted, now));
    }

    private Document document(LinkStore.Use use, Format wanted, Instant now) {
        Format format = use.format() == null ? wanted : use.format();
        Document document = documents.of(
                format, use.credential(), secrets.open(use.credential().id(), use.secret()));
        trail.record(
                now,
                new AuditEvent(
                        "softphone-link.used",
                        "link",
                        use.credential().account().value(),
                        use.credential().id().value(),
                        null,
                        Map.of("format", format.word(), "usesLeft", use.usesLeft())));
        return document;
    }
}
