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
 * Issues the service's own tokens, renews and ends them. Every method runs inside the caller's transaction; tokens it
 * returns are valid only if that commits. Thread-safe.
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
     * The first tokens of a new sign-in, which is recorded. Two statements. The account must be locked, so that the sign-in
     * is either ended by a sign-out everywhere or begins after it.
     *
     * @throws IllegalStateException if there is no such account
     */
    public TokenPair issue(AccountId account, Proof proof, Instant now) {
        RefreshToken refresh = RefreshToken.first(ids);
        SignInStore.SignIn signIn = store.insert(refresh, account, proof.at(), now, now.plus(settings.refreshLife()))
                .orElseThrow(() -> new IllegalStateException("tokens for an account that is not there"));
        record.signedIn(account, proof.kind(), signIn.admin(), now);
        return pair(signIn, refresh, now, now);
    }

    /**
     * Uses up a refresh token. The same client may ask again for some seconds ({@link TokenSettings#refreshRepeat}), also at
     * the same time, and gets the same pair as long as nobody has used it. Any other second use ends the sign-in and every
     * access token of the account.
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

    /** The pair of a renewal of seconds ago: its tokens are those that the lost answer had. */
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

    /** Whether a refresh token could be used now. Asking does not use it. */
    public boolean isUnused(RefreshToken token, Instant now) {
        return store.isCurrent(token, now);
    }

    /**
     * Ends the sign-in of a refresh token, used or not. Its access tokens live on for the minutes that they have left.
     *
     * @return the account that it was of; nothing if the token is unknown or its sign-in had ended before
     */
    public Optional<AccountId> end(RefreshToken presented) {
        return store.find(presented).filter(account -> {
            store.lock(account);
            return store.end(presented);
        });
    }

    /** Ends all sign-ins of the account and every access token that it has until now. */
    public void endAll(AccountId account, Instant now) {
        store.endAccessTokens(account, now);
        store.endAll(account);
    }

    private Renewal refuse(RefreshToken presented, AccountId account, Instant now) {
        store.lock(account);
        if (!store.endReused(presented, now)) {
            // Somebody else may have ended it while this one waited for the account.
            return store.find(presented).isPresent() ? new Renewal.Expired(account) : new Renewal.Refused();
        }
        store.endAccessTokens(account, now);
        return new Renewal.Reused(account);
    }

    /** The pair as it was when it was issued, so that it is the same each time; a new access token where that one has expired. */
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
