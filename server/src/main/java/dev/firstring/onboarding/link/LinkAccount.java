package dev.firstring.onboarding.link;

import dev.firstring.account.AccountId;
import dev.firstring.account.Caller;
import dev.firstring.account.DisplayName;
import dev.firstring.account.ownership.ClaimOutcome;
import dev.firstring.account.ownership.DeviceToken;
import dev.firstring.account.ownership.WaitingClaims;
import dev.firstring.account.token.RefusedAccess;
import dev.firstring.account.token.TokenPair;
import dev.firstring.onboarding.session.OnboardingSession;
import dev.firstring.onboarding.session.OnboardingSession.NamedNumber;
import dev.firstring.onboarding.session.SessionId;
import dev.firstring.onboarding.session.SessionStore;
import dev.firstring.phone.PhoneNumber;
import dev.firstring.platform.AuthenticationFailures.Reason;
import dev.firstring.sip.Credential;
import dev.firstring.sip.SipSecret;
import dev.firstring.sip.credential.ProvisionCredential;
import dev.firstring.sip.sync.CredentialSync;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

/**
 * Links a verified number to an account and provisions a SIP credential for it. Of several concurrent links, one does
 * the work and the others return its result. A repeated call returns the same account and credential for
 * {@code firstring.session.link-repeat} ({@link RepeatLink}). Thread-safe.
 */
@Component
public class LinkAccount {

    private final LinkTransaction transaction;
    private final SessionStore sessions;
    private final CredentialSync sync;
    private final WaitingClaims waiting;
    private final RefusedAccess refused;
    private final Clock clock;

    LinkAccount(
            LinkTransaction transaction,
            SessionStore sessions,
            CredentialSync sync,
            WaitingClaims waiting,
            RefusedAccess refused,
            Clock clock) {
        this.transaction = transaction;
        this.sessions = sessions;
        this.sync = sync;
        this.waiting = waiting;
        this.refused = refused;
        this.clock = clock;
    }

    /**
     * A request to link a verified number.
     *
     * @param caller anonymous, or the bearer of a token
     * @param replaces a number of the same account that the new one replaces; null for none
     */
    public record Request(
            SessionId session,
            Caller caller,
            @Nullable DisplayName displayName,
            @Nullable NamedNumber replaces) {}

    /** The result of a link. */
    public sealed interface Outcome {

        /**
         * The account holds the number and has a credential that its phone registers with.
         *
         * @param device the token that binds the device to the account; null if the presented one remains valid
         */
        record Linked(
                AccountId account,
                @Nullable DisplayName displayName,
                PhoneNumber number,
                Credential credential,
                SipSecret secret,
                TokenPair tokens,
                @Nullable DeviceToken device)
                implements Outcome {

            /** A copy with the current state of the credential. */
            Linked with(Credential known) {
                return new Linked(account, displayName, number, known, secret, tokens, device);
            }
        }

        /** The session is not waiting to be linked. */
        record NotNow(OnboardingSession.Refusal refusal) implements Outcome {}

        /** The account cannot claim the number. */
        record NotClaimed(PhoneNumber number, ClaimOutcome.Refused refusal) implements Outcome {}

        /** The account gets no credential for the number. */
        record NotProvisioned(ProvisionCredential.Refused refusal) implements Outcome {}

        /** Replacing a number requires a signed-in account. */
        record AuthenticationRequired() implements Outcome {}

        /** Replacing a number requires a recent sign-in. */
        record ReauthenticationRequired(Duration freshSignIn) implements Outcome {}

        /** The account does not hold the number to be replaced. */
        record ReplacedNumberNotHeld() implements Outcome {}
    }

    public Outcome link(Request request) {
        Instant now = clock.instant();
        Outcome outcome = transaction.run(request, now);
        return switch (outcome) {
            case Outcome.Linked linked -> linked.with(sync.sync(linked.credential()));
            case Outcome.NotClaimed(PhoneNumber number, ClaimOutcome.OnHold _) -> {
                waiting.record(number, now);
                yield outcome;
            }
            case Outcome.NotNow(OnboardingSession.Refusal.Completed()) -> {
                recordRefused(request.session(), now);
                yield outcome;
            }
            case Outcome refusal -> refusal;
        };
    }

    private void recordRefused(SessionId id, Instant now) {
        sessions.find(id, now)
                .flatMap(session -> Optional.ofNullable(session.accountId()))
                .ifPresentOrElse(
                        account -> refused.record(Reason.SESSION_ENDED, new AccountId(account)),
                        () -> refused.record(Reason.SESSION_ENDED));
    }
}
