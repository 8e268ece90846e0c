package dev.firstring.onboarding.link;

import dev.firstring.account.Caller;
import dev.firstring.account.ownership.ChangeNumber;
import dev.firstring.messaging.outbox.Notices;
import dev.firstring.onboarding.session.OnboardingSession;
import dev.firstring.onboarding.session.OnboardingSession.CurrentCode;
import dev.firstring.phone.NumberPolicy;
import dev.firstring.phone.PhoneNumber;
import dev.firstring.phone.TestNumbers;
import dev.firstring.sip.credential.RenumberCredentials;
import dev.firstring.sip.credential.RevokeCredentials;
import java.time.Instant;
import java.util.Objects;
import java.util.Optional;
import org.springframework.stereotype.Component;

/**
 * Replaces a number of an account with another one: its credentials move to the new number, those that cannot are revoked,
 * and a message to the old number informs its owner of a change that they may not have made. Runs in the caller's transaction, which holds the lock on
 * the account. Thread-safe.
 */
@Component
class ReplaceNumber {

    private final ChangeNumber changeNumber;
    private final RenumberCredentials renumberCredentials;
    private final RevokeCredentials revokeCredentials;
    private final Notices notices;
    private final NumberPolicy policy;
    private final TestNumbers testNumbers;

    ReplaceNumber(
            ChangeNumber changeNumber,
            RenumberCredentials renumberCredentials,
            RevokeCredentials revokeCredentials,
            Notices notices,
            NumberPolicy policy,
            TestNumbers testNumbers) {
        this.changeNumber = changeNumber;
        this.renumberCredentials = renumberCredentials;
        this.revokeCredentials = revokeCredentials;
        this.notices = notices;
        this.policy = policy;
        this.testNumbers = testNumbers;
    }

    /** Replaces the old number with the verified one; returns why this is not possible, or empty. */
    Optional<LinkAccount.Outcome> replace(
            LinkAccount.Request request, OnboardingSession session, PhoneNumber old, PhoneNumber proved, Instant now) {
        if (!(request.caller() instanceof Caller.Known caller)) {
            return Optional.of(new LinkAccount.Outcome.AuthenticationRequired());
        }
        if (!changeNumber.mayChange(caller, now)) {
            return Optional.of(new LinkAccount.Outcome.ReauthenticationRequired(changeNumber.freshSignIn()));
        }
        if (!changeNumber.change(caller, old, proved, now)) {
            return Optional.of(new LinkAccount.Outcome.ReplacedNumberNotHeld());
        }
        renumberCredentials.renumber(caller.account(), old, proved, "owner", now);
        revokeCredentials.revoke(caller.account(), old, "number changed", "owner", now);
        if (getsMessages(old, now)) {
            tell(old, request, session, now);
        }
        return Optional.empty();
    }

    /** Numbers that receive no codes do not receive this message either. */
    private boolean getsMessages(PhoneNumber number, Instant now) {
        return testNumbers.lookup(number, now).isEmpty()
                && policy.judge(number) instanceof NumberPolicy.Verdict.Allowed;
    }

    private void tell(PhoneNumber old, LinkAccount.Request request, OnboardingSession session, Instant now) {
        CurrentCode code = Objects.requireNonNull(session.code(), "a proved session has a code");
        PhoneNumber number = Objects.requireNonNull(session.number(), "a proved session has a number");
        notices.numberChanged(
                old, number, code.seed().verificationId(), request.session().hash(), session.language(), now);
    }
}
