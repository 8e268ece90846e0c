package dev.firstring.softphone.link;

import dev.firstring.audit.AuditEvent;
import dev.firstring.audit.AuditTrail;
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
 * Gives a softphone its configuration for a use of a link. Taking the use and reading the password are one statement: of
 * many that open a link at once as many get the document as it has uses, and none gets a password that came after the link.
 * Where the document cannot be made, the use is not taken. Thread-safe.
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
     * The document; empty if the link is unknown, used up, over, or its credential is not what it was. Which of them is not
     * told.
     *
     * @param wanted the format to give where the link names none
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
