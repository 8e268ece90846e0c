package dev.firstring.account.ownership;

import dev.firstring.account.AccountId;
import dev.firstring.account.Caller;
import dev.firstring.account.DisplayName;
import dev.firstring.account.ownership.ClaimOutcome.Claimed;
import dev.firstring.account.ownership.NumberHoldings.Holding;
import dev.firstring.audit.AuditTrail;
import dev.firstring.audit.AuditTrail.AuditEvent;
import dev.firstring.phone.PhoneNumber;
import dev.firstring.platform.Ids;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.stereotype.Component;

/**
 * Assigns a number that was just verified to the account of the person who verified it. Thread-safe.
 *
 * <p>A caller with a token claims the number for its account, which is created when the identity is new. A caller
 * without a token gets the account that holds the number, or a new one. A number that another account holds moves.
 *
 * <p>A device that is bound to the holder's account claims the number at once. Any other device waits while the number
 * is on hold, with or without a token. If the account is unused for {@code firstring.ownership.recycled-after}, the
 * number counts as reassigned: it leaves the account and gives no access to it. Neither rule applies to test numbers.
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
     * Claims the number. Must run in the caller's transaction: it locks the claiming account and the number until that
     * ends. Outcomes other than {@link Claimed} have changed nothing. Takes two statements for a caller without a
     * token, two more for a caller with one, and two more if the number moves.
     *
     * <p>When two transactions claim the same number concurrently, one of them fails with
     * {@link org.springframework.dao.DuplicateKeyException}, or, rarely, on a deadlock, with a
     * {@link org.springframework.dao.ConcurrencyFailureException}. The caller must then run its whole transaction
     * again, which finds the result of the other one.
     *
     * @param shared whether it is a test number, whose account is open to every client that knows the code
     * @param deviceProof the proof of the device token that was presented; null if none was
     * @param displayName the account's new name; null keeps the current one
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
        trail.record(claim.now(), AuditEvent.of("account.created", "owner", account.value(), null));
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

    /** Whether the number counts as reassigned. */
    private boolean recycled(Holding holding, Claim claim) {
        return !holding.bound()
                && !claim.shared()
                && holding.usedAt().plus(ownership.recycledAfter()).isBefore(claim.now());
    }

    /** The remaining hold on the number; empty if there is none. */
    private Optional<Duration> holdOn(Holding holding, Claim claim) {
        if (ownership.hold().isZero() || holding.bound() || claim.shared()) {
            return Optional.empty();
        }
        Duration left = Duration.between(claim.now(), holding.usedAt().plus(ownership.hold()));
        return left.isPositive() ? Optional.of(left) : Optional.empty();
    }

    /**
     * Reads the accounts that claim numbers. Each account is locked as it is read, so that its claims run one after
     * another.
     */
    private static class ClaimingAccounts {

        private static final String LOCK_BY_ID = """
                SELECT account.id, account.display_name
                  FROM account
                 WHERE account.id = ? AND account.erased_at IS NULL AND account.token_generation = ?
                   FOR NO KEY UPDATE OF account
                """;

        private static final String LOCK_BY_IDENTITY = """
                SELECT account.id, account.display_name
                  FROM account_identity
                  JOIN account ON account.id = account_identity.account_id
                 WHERE account_identity.issuer = ? AND account_identity.subject = ? AND account.erased_at IS NULL
                   FOR NO KEY UPDATE OF account
                """;

        record Account(AccountId id, @Nullable DisplayName displayName) {}

        private final JdbcTemplate jdbc;

        ClaimingAccounts(JdbcTemplate jdbc) {
            this.jdbc = jdbc;
        }

        /**
         * Locks the account; empty if it has ended its sign-ins since that generation, because an ended token must not
         * begin a new sign-in.
         */
        Optional<Account> lock(AccountId id, int generation) {
            return jdbc.query(LOCK_BY_ID, ClaimingAccounts::account, id.value(), generation).stream()
                    .findFirst();
        }

        Optional<Account> lock(Caller.External identity) {
            return jdbc
                    .query(LOCK_BY_IDENTITY, ClaimingAccounts::account, identity.issuer(), identity.subject())
                    .stream()
                    .findFirst();
        }

        private static Account account(ResultSet row, int index) throws SQLException {
            return new Account(
                    new AccountId(row.getObject("id", UUID.class)),
                    DisplayName.parse(row.getString("display_name")).orElse(null));
        }
    }
}
