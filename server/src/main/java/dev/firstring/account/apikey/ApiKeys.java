package dev.firstring.account.apikey;

import dev.firstring.account.admin.Scope;
import dev.firstring.audit.AuditTrail;
import dev.firstring.audit.AuditTrail.AuditEvent;
import dev.firstring.platform.AuthenticationFailures.Reason;
import dev.firstring.platform.Ids;
import dev.firstring.platform.RetryingTransactions;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.springframework.stereotype.Service;

/**
 * Creates, finds and revokes API keys. Only the operator's commands change them; each change is recorded in the audit
 * trail. Thread-safe.
 */
@Service
public class ApiKeys {

    private static final String ACTOR = "operator";
    private static final Duration USE_WRITTEN_EVERY = Duration.ofHours(1);

    private final ApiKeyStore store;
    private final AuditTrail trail;
    private final RetryingTransactions transactions;
    private final Ids ids;
    private final Clock clock;

    ApiKeys(ApiKeyStore store, AuditTrail trail, RetryingTransactions transactions, Ids ids, Clock clock) {
        this.store = store;
        this.trail = trail;
        this.transactions = transactions;
        this.ids = ids;
        this.clock = clock;
    }

    /** The result of looking up a key. */
    public sealed interface Search {

        record Good(KnownApiKey key) implements Search {}

        record Ended(KnownApiKey key, Reason reason) implements Search {}

        record Unknown() implements Search {}
    }

    /**
     * Looks up a key in the database on each call, so a revocation takes effect at once on every node. The time of the
     * last use is written at most once an hour.
     */
    public Search find(ApiKey key) {
        Instant now = clock.instant();
        Optional<KnownApiKey> found = store.find(key);
        if (found.isEmpty()) {
            return new Search.Unknown();
        }
        KnownApiKey known = found.get();
        return switch (known.state(now)) {
            case REVOKED -> new Search.Ended(known, Reason.API_KEY_REVOKED);
            case EXPIRED -> new Search.Ended(known, Reason.API_KEY_EXPIRED);
            case ACTIVE -> {
                if (useIsNews(known, now)) {
                    store.used(known.name(), now, now.minus(USE_WRITTEN_EVERY));
                }
                yield new Search.Good(known);
            }
        };
    }

    /** All keys, including expired and revoked ones, oldest first. */
    public List<KnownApiKey> list() {
        return store.list();
    }

    /** Creates a key. The key is only available in the result. */
    public ApiKeyCreation create(NewApiKey wanted) {
        ApiKey key = new ApiKey(ApiKey.PREFIX + ids.secret(ApiKey.BYTES));
        return transactions.run(status -> {
            Instant now = clock.instant();
            Instant expiresAt = now.plus(wanted.life());
            if (!store.insert(ids.next(), key, wanted, now, expiresAt)) {
                return new ApiKeyCreation.NameTaken();
            }
            List<String> scopes =
                    wanted.scopes().stream().sorted().map(Scope::word).toList();
            record(
                    "api-key.created",
                    Map.of("name", wanted.name(), "scopes", scopes, "expires_at", expiresAt.toString()),
                    now);
            return new ApiKeyCreation.Created(key, expiresAt);
        });
    }

    /** Revokes the key of that name, permanently. */
    public Revocation revoke(String name) {
        return transactions.run(status -> {
            Instant now = clock.instant();
            if (store.revoke(name, now)) {
                record("api-key.revoked", Map.of("name", name), now);
                return Revocation.DONE;
            }
            return store.exists(name) ? Revocation.ALREADY : Revocation.UNKNOWN;
        });
    }

    private void record(String action, Map<String, Object> detail, Instant now) {
        trail.record(now, new AuditEvent(action, ACTOR, null, null, null, detail));
    }

    private static boolean useIsNews(KnownApiKey key, Instant now) {
        Instant last = key.lastUsedAt();
        return last == null || !last.isAfter(now.minus(USE_WRITTEN_EVERY));
    }

    /** The result of revoking an API key. */
    public enum Revocation {
        DONE,
        /** The key was revoked before. */
        ALREADY,
        /** No key has that name. */
        UNKNOWN
    }
}
