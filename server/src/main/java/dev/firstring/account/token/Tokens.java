package dev.firstring.account.token;

import dev.firstring.account.AccountId;
import dev.firstring.account.ownership.AccountUse;
import dev.firstring.platform.Ids;
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

    public Tokens(JdbcTemplate jdbc, AccessTokens accessTokens, Ids ids, TokenSettings settings, SignInRecord record) {
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
        return pair(signIn, refresh, now);
    }

    /**
     * Uses up a refresh token. Of several that present the same one at the same time one gets the next tokens, and the
     * others count as reuse, which ends the sign-in and every access token of the account: a client must not renew twice
     * at once.
     */
    public Renewal renew(RefreshToken presented, Instant now) {
        RefreshToken next = presented.next(ids);
        Optional<SignInStore.SignIn> renewed = store.renew(presented, next, now, now.plus(settings.refreshLife()));
        renewed.ifPresent(signIn -> use.used(signIn.account(), now));
        return renewed.isPresent()
                ? new Renewal.Renewed(pair(renewed.get(), next, now))
                : store.find(presented)
                        .map(account -> refuse(presented, account, now))
                        .orElseGet(Renewal.Refused::new);
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
            return new Renewal.Expired(account);
        }
        store.endAccessTokens(account, now);
        return new Renewal.Reused(account);
    }

    private TokenPair pair(SignInStore.SignIn signIn, RefreshToken refresh, Instant now) {
        return new TokenPair(
                accessTokens.sign(signIn.account(), signIn.generation(), signIn.signedInAt(), ids.next(), now),
                refresh,
                settings.accessLife(),
                settings.refreshLife());
    }
}
