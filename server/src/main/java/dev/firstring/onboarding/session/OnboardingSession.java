package dev.firstring.onboarding.session;

import dev.firstring.messaging.outbox.Delivery;
import dev.firstring.phone.PhoneNumber;
import java.time.Instant;
import java.util.Locale;
import java.util.Objects;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * A session as one statement reads it: its own row, its current code and the state of its last message. It says
 * nothing about the next moment: every transition is a conditional statement of its own.
 *
 * @param number null only in step {@code phone_input}
 * @param region the region that its start named for numbers without a country code; null for none
 * @param boundDevice whether the device is bound to the account of the number
 * @param ended when it was cancelled or superseded
 */
public record OnboardingSession(
        Step step,
        @Nullable PhoneNumber number,
        @Nullable String region,
        Device device,
        Locale language,
        boolean boundDevice,
        Sends sends,
        @Nullable CurrentCode code,
        @Nullable Delivery delivery,
        @Nullable UUID accountId,
        @Nullable UUID credentialId,
        @Nullable String linkedBy,
        Instant createdAt,
        Instant expiresAt,
        @Nullable Instant completedAt,
        @Nullable Instant ended) {

    public boolean cancelled() {
        return ended != null;
    }

    /** True once the person's part is done; the SIP servers may have to follow. */
    public boolean completed() {
        return completedAt != null;
    }

    /** True if an hour went by without completion. */
    public boolean expired(Instant now) {
        return completedAt == null && ended == null && !expiresAt.isAfter(now);
    }

    /** The same session with what became of its last message. */
    public OnboardingSession withDelivery(Delivery known) {
        return with(code, sends, known);
    }

    /** The same session after another message. */
    public OnboardingSession with(@Nullable CurrentCode newCode, Sends newSends, @Nullable Delivery newDelivery) {
        return with(step, newCode, newSends, newDelivery);
    }

    private OnboardingSession with(
            Step newStep, @Nullable CurrentCode newCode, Sends newSends, @Nullable Delivery newDelivery) {
        return new OnboardingSession(
                newStep,
                number,
                region,
                device,
                language,
                boundDevice,
                newSends,
                newCode,
                newDelivery,
                accountId,
                credentialId,
                linkedBy,
                createdAt,
                expiresAt,
                completedAt,
                ended);
    }

    /** The same session after the SIP servers have accepted its credential. */
    public OnboardingSession complete() {
        return with(Step.COMPLETE, code, sends, delivery);
    }

    /** Whether wrong codes of this session count for the number, or only for this device on it. */
    public String guardSubject() {
        String e164 = Objects.requireNonNull(number, "a session without a number has no guard")
                .e164();
        return boundDevice ? "bound:" + e164 + "|" + device.proof() : "number:" + e164;
    }
}
