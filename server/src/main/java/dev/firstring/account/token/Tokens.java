package dev.firstring.account.token;

import dev.firstring.account.AccountId;
import dev.firstring.platform.Ids;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.UUID;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.stereotype.Component;

/**
 * Gives out the service's own tokens, renews and ends them. Every method runs inside the caller's transaction; tokens it
 * gave are good only if that commits. A family is what grew out of one sign-in. Thread-safe.
 */
@Component
public class Tokens {

    private final RefreshTokenStore store;
    private final AccessTokens accessTokens;
    private final Ids ids;
    private final TokenSettings settings;

    public Tokens(JdbcTemplate jdbc, AccessTokens accessTokens, Ids ids, TokenSettings settings) {
        this.store = new RefreshTokenStore(jdbc);
        this.accessTokens = accessTokens;
        this.ids = ids;
        this.settings = settings;
    }

    /** The first tokens of a new family. One statement. */
    public TokenPair issue(AccountId account, Instant now) {
        RefreshToken refresh = newRefreshToken();
        store.insert(refresh, ids.next(), account, now, now.plus(settings.refreshLife()));
        return pair(account, refresh, now);
    }

    /**
     * Uses up a refresh token. Of several that present the same one at the same time one gets the next tokens, and the
     * others count as reuse, which ends the family: a client must not renew twice at once.
     */
    public Renewal renew(RefreshToken presented, Instant now) {
        RefreshToken next = newRefreshToken();
        Optional<AccountId> account = store.replace(presented, next, now, now.plus(settings.refreshLife()));
        return account.isPresent()
                ? new Renewal.Renewed(pair(account.get(), next, now))
                : store.find(presented).map(known -> refuse(known, now)).orElseGet(Renewal.Refused::new);
    }

    /**
     * Ends the family of a refresh token, used or not.
     *
     * @return the account that it was of; nothing if the token is unknown or its family had ended before
     */
    public Optional<AccountId> end(RefreshToken presented, Instant now) {
        return store.find(presented)
                .filter(known -> endFamily(known.account(), known.family(), now))
                .map(RefreshTokenStore.Known::account);
    }

    /** Ends all families of the account. Access tokens live on for the minutes that they have left. */
    public void endAll(AccountId account, Instant now) {
        store.lock(account);
        store.endAll(account, now);
    }

    /**
     * Deletes refresh tokens whose time is over, so many at most.
     *
     * @return how many; fewer than {@code limit} when none is left
     */
    public int forgetExpired(Instant now, int limit) {
        return store.deleteExpired(now.minus(settings.refreshLife()), now, limit);
    }

    private Renewal refuse(RefreshTokenStore.Known known, Instant now) {
        return known.replaced() && endFamily(known.account(), known.family(), now)
                ? new Renewal.Reused(known.account())
                : new Renewal.Refused();
    }

    private boolean endFamily(AccountId account, UUID family, Instant now) {
        store.lock(account);
        return store.endFamily(account, family, now) > 0;
    }

    private RefreshToken newRefreshToken() {
        return new RefreshToken(ids.secret(RefreshToken.BYTES));
    }

    private TokenPair pair(AccountId account, RefreshToken refresh, Instant now) {
        Duration accessLife = settings.accessLife();
        return new TokenPair(accessTokens.sign(account, ids.next(), now), refresh, accessLife, settings.refreshLife());
    }
}
