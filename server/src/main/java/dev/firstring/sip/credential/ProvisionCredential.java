package dev.firstring.sip.credential;

import dev.firstring.account.AccountId;
import dev.firstring.account.DisplayName;
import dev.firstring.audit.AuditTrail;
import dev.firstring.audit.AuditTrail.AuditEvent;
import dev.firstring.phone.PhoneNumber;
import dev.firstring.platform.Ids;
import dev.firstring.platform.keys.SecretBox;
import dev.firstring.sip.Credential;
import dev.firstring.sip.CredentialId;
import dev.firstring.sip.CredentialStatus;
import dev.firstring.sip.Digests;
import dev.firstring.sip.SipAddress;
import dev.firstring.sip.SipSecret;
import dev.firstring.sip.Transport;
import dev.firstring.sip.settings.SipSettings;
import dev.firstring.sip.sync.SyncStatus;
import java.security.SecureRandom;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

/**
 * Provisions the credential of an account for a number: returns the active one, or creates one within the quota. Runs
 * in the caller's transaction and holds a lock on the account's row until its end, so that quota and idempotence are
 * exact under concurrency. The caller must verify that the account holds the number. Thread-safe.
 */
@Component
public final class ProvisionCredential {

    /** Schemes have at least 1.7 million usernames, so this many collisions in a row are a fault, not chance. */
    private static final int MOST_DRAWS = 32;

    private final Credentials credentials;
    private final SealedSecrets secrets;
    private final SipSettings settings;
    private final AuditTrail trail;
    private final Ids ids;
    private final SecureRandom random;

    ProvisionCredential(
            Credentials credentials,
            SealedSecrets secrets,
            SipSettings settings,
            AuditTrail trail,
            Ids ids,
            SecureRandom random) {
        this.credentials = credentials;
        this.secrets = secrets;
        this.settings = settings;
        this.trail = trail;
        this.ids = ids;
        this.random = random;
    }

    /**
     * The parameters of the credential.
     *
     * @param actor who requests it, as in {@link AuditEvent}
     * @param now the time to record, truncated to the precision of the database (microseconds)
     */
    public record Order(
            AccountId account,
            PhoneNumber number,
            @Nullable DisplayName displayName,
            @Nullable String deviceId,
            Transport transport,
            String actor,
            Instant now) {

        public Order {
            now = now.truncatedTo(ChronoUnit.MICROS);
        }
    }

    /** The result of an order. */
    public sealed interface Outcome {}

    /**
     * The account has an active credential for the number.
     *
     * @param created false if the credential existed before
     */
    public record Provisioned(Credential credential, SipSecret secret, boolean created) implements Outcome {}

    /** No credential was provisioned, and nothing has changed. */
    public sealed interface Refused extends Outcome {}

    /** The account's credential for the number is suspended, so no second one is created. */
    public record Suspended(CredentialId id) implements Refused {}

    /** The account has reached its quota. */
    public record QuotaExceeded(int quota) implements Refused {}

    /**
     * Provisions the credential.
     *
     * @throws IllegalStateException without a transaction, or if the account does not exist
     */
    public Outcome provision(Order order) {
        RequiredTransaction.require();
        if (!credentials.lock(order.account())) {
            throw new IllegalStateException("no account " + order.account() + " to provision");
        }
        List<CredentialRow.Stored> live = credentials.live(order.account());
        for (CredentialRow.Stored stored : live) {
            if (stored.credential().isFor(order.number())) {
                return existing(stored);
            }
        }
        return live.size() >= settings.quota() ? new QuotaExceeded(settings.quota()) : create(order);
    }

    private Outcome existing(CredentialRow.Stored stored) {
        Credential credential = stored.credential();
        if (credential.status() != CredentialStatus.ACTIVE) {
            return new Suspended(credential.id());
        }
        // The schema requires a secret in every row that is not revoked.
        SecretBox.Sealed sealed = Objects.requireNonNull(stored.secret());
        return new Provisioned(credential, secrets.open(credential.id(), sealed), false);
    }

    private Outcome create(Order order) {
        CredentialId id = new CredentialId(ids.next());
        SipSecret secret = SipSecret.draw(random);
        SecretBox.Sealed sealed = secrets.seal(id, secret);
        for (int attempt = 0; attempt < MOST_DRAWS; attempt++) {
            SipAddress address = settings.address(settings.usernameScheme().draw(order.number(), random, attempt));
            Credential credential = active(id, order, address);
            Optional<SyncStatus> inserted = credentials.insert(
                    credential,
                    sealed,
                    Digests.of(address, secret, settings.md5()),
                    Digests.ofFullName(address, secret, settings.md5()));
            if (inserted.isPresent()) {
                trail.record(
                        order.now(),
                        AuditEvent.of(
                                "credential.created",
                                order.actor(),
                                order.account().value(),
                                id.value()));
                return new Provisioned(credential.withSync(inserted.get()), secret, true);
            }
        }
        throw new IllegalStateException("found no free SIP username in " + MOST_DRAWS + " draws");
    }

    private static Credential active(CredentialId id, Order order, SipAddress address) {
        return new Credential(
                id,
                order.account(),
                order.number(),
                address,
                new Credential.Profile(order.displayName(), order.transport(), order.deviceId()),
                new Credential.Standing(
                        CredentialStatus.ACTIVE, null, order.actor(), order.now(), 1, SyncStatus.PENDING),
                Credential.Times.beginning(order.now(), order.actor()));
    }
}
