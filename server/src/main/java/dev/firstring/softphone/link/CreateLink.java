package dev.firstring.softphone.link;

import dev.firstring.account.AccountId;
import dev.firstring.audit.AuditTrail;
import dev.firstring.audit.AuditTrail.AuditEvent;
import dev.firstring.platform.Ids;
import dev.firstring.platform.RetryingTransactions;
import dev.firstring.sip.CredentialId;
import dev.firstring.sip.CredentialStatus;
import dev.firstring.softphone.document.Format;
import java.time.Clock;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

/**
 * Creates a link from which a softphone fetches the configuration of an active credential. It is valid for a limited
 * time and number of uses, and only while the credential keeps its password and remains active. Thread-safe.
 */
@Component
public class CreateLink {

    private static final String OWNER = "owner";

    private final LinkStore links;
    private final LinkSettings settings;
    private final AuditTrail trail;
    private final Ids ids;
    private final Clock clock;
    private final RetryingTransactions transactions;

    CreateLink(
            LinkStore links,
            LinkSettings settings,
            AuditTrail trail,
            Ids ids,
            Clock clock,
            RetryingTransactions transactions) {
        this.links = links;
        this.settings = settings;
        this.trail = trail;
        this.ids = ids;
        this.clock = clock;
        this.transactions = transactions;
    }

    /** The outcome of creating a link. */
    public sealed interface Outcome {}

    /** The link. It cannot be retrieved again. */
    public record Created(Link link) implements Outcome {}

    /** The account has no such credential. */
    public record NotFound() implements Outcome {}

    /** The credential is not active. */
    public record NotAllowed(CredentialStatus status) implements Outcome {}

    /** Creates a link for one use whose format depends on the visitor. */
    public Outcome create(CredentialId credential, AccountId account) {
        return create(credential, account, null, 1);
    }

    /**
     * Creates a link for a credential of the account, in the caller's transaction or in one of its own.
     *
     * @param format the format of the document; null to let it depend on the visitor
     * @param uses how many times it may be used, from 1 to {@link #maxUses()}
     * @throws IllegalArgumentException if the number of uses is out of bounds
     */
    public Outcome create(CredentialId credential, AccountId account, @Nullable Format format, int uses) {
        if (uses < 1 || uses > settings.maxUses()) {
            throw new IllegalArgumentException("a link has 1 to " + settings.maxUses() + " uses");
        }
        return transactions.run(status -> createNow(credential, account, format, uses));
    }

    /** The maximum number of uses of a link. */
    public int maxUses() {
        return settings.maxUses();
    }

    private Outcome createNow(CredentialId credential, AccountId account, @Nullable Format format, int uses) {
        Optional<CredentialStatus> status = links.lock(credential, account);
        if (status.isEmpty()) {
            return new NotFound();
        }
        if (status.get() != CredentialStatus.ACTIVE) {
            return new NotAllowed(status.get());
        }
        Instant now = clock.instant().truncatedTo(ChronoUnit.MICROS);
        Link link = new Link(LinkToken.draw(ids), format, uses, now.plus(settings.lifetime()));
        links.insert(link, credential, now);
        links.endOldest(credential, settings.perCredential(), now);
        trail.record(
                now,
                new AuditEvent(
                        "softphone-link.created",
                        OWNER,
                        account.value(),
                        credential.value(),
                        null,
                        Map.of("format", format == null ? "any" : format.word(), "uses", uses)));
        return new Created(link);
    }
}
