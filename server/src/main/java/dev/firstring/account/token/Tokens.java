package dev.firstring.account.token;

import dev.firstring.account.AccountId;
import dev.firstring.account.ownership.AccountUse;
import dev.firstring.platform.Ids;
import dev.firstring.platform.keys.DerivedKeys;
import java.security.MessageDigest;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.stereotype.Component;

/**
 * Issues, renews and ends the service's own tokens. Every method runs in the caller's transaction; the returned tokens
 * are valid only after it commits. Thread-safe.
 */
@Component
public class Tokens {

    private final SignInStore store;
    private final AccountUse use;
    private final AccessTokens accessTokens;
    private final Ids ids;
    private final TokenSettings settings;
    private final SignInRecord record;
    private final DerivedKeys keys;

    public Tokens(
            JdbcTemplate jdbc,
            AccessTokens accessTokens,
            Ids ids,
            TokenSettings settings,
            SignInRecord record,
            DerivedKeys keys) {
        this.keys = keys;
        this.record = record;
        this.store = new SignInStore(jdbc);
        this.use = new AccountUse(jdbc);
        this.accessTokens = accessTokens;
        this.ids = ids;
        this.settings = settings;
    }

    /**
     * Begins a sign-in, records it and returns its first tokens. Two statements. The caller must have locked the
     * account, so that a concurrent sign-out everywhere either ends the sign-in or precedes it.
     *
     * @throws IllegalStateException if the account does not exist
     */
    public TokenPair issue(AccountId account, Proof proof, Instant now) {
        RefreshToken refresh = RefreshToken.first(ids);
        SignInStore.SignIn signIn = store.insert(refresh, account, proof.at(), now, now.plus(settings.refreshLife()))
                .orElseThrow(() -> new IllegalStateException("tokens for an account that is not there"));
        record.signedIn(account, proof.kind(), signIn.admin(), now);
        return pair(signIn, refresh, now, now);
    }

    /**
     * Uses up a refresh token. For some seconds ({@link TokenSettings#refreshRepeat}), the same client may repeat the
     * call, also concurrently, and gets the same pair as long as that is unused. Any other reuse ends the sign-in and
     * all access tokens of the account.
     */
    public Renewal renew(RefreshToken presented, Renewer client, Instant now) {
        Successor successor = Successor.draw(keys, ids);
        RefreshToken next = successor.of(presented, keys);
        Optional<SignInStore.SignIn> renewed =
                store.renew(presented, next, successor, client.network(), now, now.plus(settings.refreshLife()));
        if (renewed.isPresent()) {
            use.used(renewed.get().account(), now);
            return new Renewal.Renewed(pair(renewed.get(), next, now, now));
        }
        return repeat(presented, client, now)
                .or(() -> store.find(presented).map(account -> refuse(presented, account, now)))
                .orElseGet(Renewal.Refused::new);
    }

    /** Returns the pair of a recent renewal, with the same tokens as the lost response. */
    private Optional<Renewal> repeat(RefreshToken presented, Renewer client, Instant now) {
        return store.pastRenewal(presented, client, now.minus(settings.refreshRepeat()), now)
                .flatMap(past -> {
                    RefreshToken next = past.successor().of(presented, keys);
                    return MessageDigest.isEqual(next.secretHash(), past.currentHash())
                            ? Optional.of(new Renewal.Repeated(
                                    pair(past.signIn(), next, past.at(), now),
                                    past.signIn().account()))
                            : Optional.empty();
                });
    }

    /** Whether a refresh token is valid and unused. Does not use it up. */
    public boolean isUnused(RefreshToken token, Instant now) {
        return store.isCurrent(token, now);
    }

    /**
     * Ends the sign-in of a refresh token, used or not. Its access tokens remain valid until they expire.
     *
     * @return the account; empty if the token is unknown or its sign-in has ended
     */
    public Optional<AccountId> end(RefreshToken presented) {
        return store.find(presented).filter(account -> {
            store.lock(account);
            return store.end(presented);
        });
    }

    /** Ends all sign-ins of the account and all access tokens that were issued to it. */
    public void endAll(AccountId account, Instant now) {
        store.endAccessTokens(account, now);
        store.endAll(account);
    }

    private Renewal refuse(RefreshToken presented, AccountId account, Instant now) {
        store.lock(account);
        if (!store.endReused(presented, now)) {
            // A concurrent transaction may have ended the sign-in while this one waited for the lock.
            return store.find(presented).isPresent() ? new Renewal.Expired(account) : new Renewal.Refused();
        }
        store.endAccessTokens(account, now);
        return new Renewal.Reused(account);
    }

    /**
     * Returns the pair as it was issued, so that repeated calls return the same tokens; only an expired access token is
     * replaced.
     */
    private TokenPair pair(SignInStore.SignIn signIn, RefreshToken refresh, Instant issued, Instant now) {
        Instant end = issued.plus(settings.accessLife());
        Instant from = end.isAfter(now) ? issued : now;
        return new TokenPair(
                accessTokens.sign(
                        signIn.account(), signIn.generation(), signIn.signedInAt(), refresh.accessTokenId(), from),
                refresh,
                Duration.between(now, from.plus(settings.accessLife())),
                settings.refreshLife());
    }
}
