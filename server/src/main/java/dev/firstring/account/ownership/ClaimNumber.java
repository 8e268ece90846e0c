package dev.firstring.account.ownership;

import dev.firstring.account.AccountId;
import dev.firstring.account.Caller;
import dev.firstring.account.DisplayName;
import dev.firstring.account.ownership.ClaimOutcome.Claimed;
import dev.firstring.account.ownership.NumberHoldings.Holding;
import dev.firstring.audit.AuditEvent;
import dev.firstring.audit.AuditTrail;
import dev.firstring.phone.PhoneNumber;
import dev.firstring.platform.Ids;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.stereotype.Component;

/**
 * Gives a number that was just proved to the account of the one who proved it. Thread-safe.
 *
 * <p>A caller with a token claims for its account, which is made when an identity is seen for the first time. A caller
 * without one gets the account that holds the number, or a new one. A number that another account holds moves, unless it
 * is on hold.
 */
@Component
public class ClaimNumber {

    private final ClaimingAccounts accounts;
    private final NumberHoldings holdings;
    private final AuditTrail trail;
    private final Ids ids;
    private final AccountSettings settings;
    private final OwnershipSettings ownership;

    public ClaimNumber(
            JdbcTemplate jdbc, AuditTrail trail, Ids ids, AccountSettings settings, OwnershipSettings ownership) {
        this.accounts = new ClaimingAccounts(jdbc);
        this.holdings = new NumberHoldings(jdbc);
        this.trail = trail;
        this.ids = ids;
        this.settings = settings;
        this.ownership = ownership;
    }

    /**
     * Claims the number. Must run inside the caller's transaction: it locks the claiming account and the number until
     * that ends. Outcomes other than {@link Claimed} have changed nothing. Two statements when a caller without a token
     * claims; two more with a token, and two more when the number moves.
     *
     * <p>When two claim the same number at the same moment, one of them fails with
     * {@link org.springframework.dao.DuplicateKeyException}, or, rarely, with a
     * {@link org.springframework.dao.ConcurrencyFailureException} where locks cross. The caller then runs its whole
     * transaction again; it will find the other one's result.
     *
     * @param deviceProof the proof of the token that the device presented; null for none
     * @param displayName the account's new name; null leaves the one that it has
     */
    public ClaimOutcome claim(
            Caller caller,
            PhoneNumber number,
            @Nullable String deviceProof,
            @Nullable DisplayName displayName,
            Instant now) {
        Claim claim = new Claim(number, deviceProof, displayName, now);
        return switch (caller) {
            case Caller.Anonymous() -> claimByNumber(claim);
            case Caller.Known(AccountId id, _, _) -> {
                Optional<ClaimingAccounts.Account> account = accounts.lock(id);
                yield account.isPresent() ? claimFor(account.get(), claim) : new ClaimOutcome.UnknownAccount();
            }
            case Caller.External external -> {
                Optional<ClaimingAccounts.Account> account = accounts.lock(external);
                yield account.isPresent() ? claimFor(account.get(), claim) : claimForNewcomer(external, claim);
            }
        };
    }

    private ClaimOutcome claimByNumber(Claim claim) {
        return switch (settings.creation()) {
            case REQUIRED -> new ClaimOutcome.AuthenticationRequired();
            case BY_PHONE -> {
                Optional<Holding> held = holdings.lockWithAccount(claim.number());
                yield held.isPresent()
                        ? proveAgain(held.get(), held.get().displayName(), claim)
                        : open(new AccountId(ids.next()), null, claim, Optional.empty());
            }
        };
    }

    private ClaimOutcome claimFor(ClaimingAccounts.Account account, Claim claim) {
        Optional<Holding> held = holdings.lock(claim.number());
        if (held.isPresent() && held.get().account().equals(account.id())) {
            return proveAgain(held.get(), account.displayName(), claim);
        }
        if (holdings.count(account.id()) >= settings.maxNumbers()) {
            return new ClaimOutcome.TooManyNumbers(settings.maxNumbers());
        }
        Optional<Duration> hold = held.flatMap(holding -> holdOn(holding, claim.now()));
        if (hold.isPresent()) {
            return new ClaimOutcome.OnHold(hold.get());
        }
        held.ifPresent(holding -> move(holding, account.id(), claim.now()));
        holdings.take(account.id(), claim);
        return new Claimed(account.id(), claim.displayNameOr(account.displayName()), false, held.map(Holding::account));
    }

    private ClaimOutcome claimForNewcomer(Caller.External identity, Claim claim) {
        Optional<Holding> held = holdings.lock(claim.number());
        Optional<Duration> hold = held.flatMap(holding -> holdOn(holding, claim.now()));
        if (hold.isPresent()) {
            return new ClaimOutcome.OnHold(hold.get());
        }
        AccountId account = new AccountId(ids.next());
        held.ifPresent(holding -> move(holding, account, claim.now()));
        return open(account, identity, claim, held.map(Holding::account));
    }

    private Claimed open(
            AccountId account, Caller.@Nullable External identity, Claim claim, Optional<AccountId> movedFrom) {
        DisplayName name = claim.displayNameOr(identity == null ? null : identity.displayName());
        holdings.open(account, name, identity, claim);
        return new Claimed(account, name, true, movedFrom);
    }

    private Claimed proveAgain(Holding holding, @Nullable DisplayName name, Claim claim) {
        holdings.proveAgain(holding, claim);
        return new Claimed(holding.account(), claim.displayNameOr(name), false, Optional.empty());
    }

    private void move(Holding holding, AccountId to, Instant now) {
        holdings.release(holding, ReleaseReason.MOVED, now);
        trail.record(
                now,
                AuditEvent.of("number.lost", "system", holding.account().value(), null),
                AuditEvent.of("number.moved", "owner", to.value(), null));
    }

    /** What is left of the hold on a number, if anything is. */
    private Optional<Duration> holdOn(Holding holding, Instant now) {
        if (ownership.hold().isZero()) {
            return Optional.empty();
        }
        Duration left = Duration.between(now, holding.verifiedAt().plus(ownership.hold()));
        return left.isPositive() ? Optional.of(left) : Optional.empty();
    }
}
