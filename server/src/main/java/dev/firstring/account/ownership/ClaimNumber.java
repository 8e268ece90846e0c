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
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.stereotype.Component;

/**
 * Gives a number that was just proved to the account of the one who proved it. Thread-safe.
 *
 * <p>A caller with a token claims for its account, which is made when an identity is seen for the first time. A caller
 * without one gets the account that holds the number, or a new one. A number that another account holds moves.
 *
 * <p>A device that is bound to the holder's account claims at once. Any other waits while the number is on hold, whether a token
 * comes with the proof or not; and where nobody has used the account for {@code firstring.ownership.recycled-after}, the number
 * counts as given to somebody new: it leaves the old account, which is never opened by it. Test numbers know neither.
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
     * @param shared whether it is a test number, whose account belongs to whoever knows the code
     * @param deviceProof the proof of the token that the device presented; null for none
     * @param displayName the account's new name; null leaves the one that it has
     */
    public ClaimOutcome claim(
            Caller caller,
            PhoneNumber number,
            boolean shared,
            @Nullable String deviceProof,
            @Nullable DisplayName displayName,
            Instant now) {
        Claim claim = new Claim(number, shared, deviceProof, displayName, now);
        return switch (caller) {
            case Caller.Anonymous() -> claimByNumber(claim);
            case Caller.Known(AccountId id, var _, int generation) -> {
                Optional<ClaimingAccounts.Account> account = accounts.lock(id, generation);
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
                Optional<Holding> held = holdings.lockWithAccount(claim);
                yield held.isPresent()
                        ? claimHeld(held.get(), claim)
                        : open(new AccountId(ids.next()), null, claim, Optional.empty());
            }
        };
    }

    private ClaimOutcome claimHeld(Holding holding, Claim claim) {
        if (recycled(holding, claim)) {
            AccountId account = new AccountId(ids.next());
            move(holding, account, claim);
            return open(account, null, claim, Optional.of(holding.account()));
        }
        Optional<Duration> hold = holdOn(holding, claim);
        return hold.isPresent()
                ? new ClaimOutcome.OnHold(hold.get())
                : proveAgain(holding, holding.displayName(), claim);
    }

    private ClaimOutcome claimFor(ClaimingAccounts.Account account, Claim claim) {
        Optional<Holding> held = holdings.lock(claim);
        if (held.isPresent() && held.get().account().equals(account.id())) {
            return proveAgain(held.get(), account.displayName(), claim);
        }
        if (holdings.count(account.id()) >= settings.maxNumbers()) {
            return new ClaimOutcome.TooManyNumbers(settings.maxNumbers());
        }
        Optional<Duration> hold = held.flatMap(holding -> holdOn(holding, claim));
        if (hold.isPresent()) {
            return new ClaimOutcome.OnHold(hold.get());
        }
        held.ifPresent(holding -> move(holding, account.id(), claim));
        holdings.take(account.id(), claim);
        return new Claimed(account.id(), claim.displayNameOr(account.displayName()), false, held.map(Holding::account));
    }

    private ClaimOutcome claimForNewcomer(Caller.External identity, Claim claim) {
        Optional<Holding> held = holdings.lock(claim);
        Optional<Duration> hold = held.flatMap(holding -> holdOn(holding, claim));
        if (hold.isPresent()) {
            return new ClaimOutcome.OnHold(hold.get());
        }
        AccountId account = new AccountId(ids.next());
        held.ifPresent(holding -> move(holding, account, claim));
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

    private void move(Holding holding, AccountId to, Claim claim) {
        ReleaseReason reason = recycled(holding, claim) ? ReleaseReason.RECYCLED : ReleaseReason.MOVED;
        holdings.release(holding, reason, claim.now());
        trail.record(
                claim.now(),
                new AuditEvent("number.lost", "system", holding.account().value(), null, reason.word(), Map.of()),
                new AuditEvent("number.moved", "owner", to.value(), null, reason.word(), Map.of()));
    }

    /** Whether the number counts as given to somebody new. */
    private boolean recycled(Holding holding, Claim claim) {
        return !holding.bound()
                && !claim.shared()
                && holding.usedAt().plus(ownership.recycledAfter()).isBefore(claim.now());
    }

    /** What is left of the hold on a number, if anything is. */
    private Optional<Duration> holdOn(Holding holding, Claim claim) {
        if (ownership.hold().isZero() || holding.bound() || claim.shared()) {
            return Optional.empty();
        }
        Duration left = Duration.between(claim.now(), holding.usedAt().plus(ownership.hold()));
        return left.isPositive() ? Optional.of(left) : Optional.empty();
    }
}
