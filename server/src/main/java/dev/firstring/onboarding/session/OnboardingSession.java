package dev.firstring.onboarding.session;

import dev.firstring.messaging.Channel;
import dev.firstring.messaging.outbox.Delivery;
import dev.firstring.phone.PhoneNumber;
import dev.firstring.verification.CodeSeed;
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

    /**
     * The code that a session waits for, or the last one it waited for.
     *
     * @param status {@code pending}, {@code verified}, {@code expired} or {@code failed}
     * @param tries wrong and right codes judged so far
     * @param triesAllowed how many may be judged: the tries of a code, or what the session has left of its own
     * @param triesBefore tries of earlier codes of the session
     * @param testNumber whether it belongs to a configured test number and is not derived
     */
    public record CurrentCode(
            CodeSeed seed,
            String status,
            int tries,
            int triesAllowed,
            int triesBefore,
            boolean testNumber,
            Instant expiresAt) {

        public boolean pending() {
            return status.equals("pending");
        }

        public boolean expired(Instant now) {
            return status.equals("expired") || (pending() && !expiresAt.isAfter(now));
        }

        public int attemptsLeft(Instant now) {
            return pending() && !expired(now) ? triesAllowed - tries : 0;
        }

        /** Tries of the whole session. */
        public int triesOfSession() {
            return triesBefore + tries;
        }
    }

    /**
     * What a session has sent so far; a message that no provider accepted does not count.
     *
     * @param smsRefused whether the last SMS was refused by every provider: then a call may be asked for at once
     */
    public record Sends(
            int sms,
            int voice,
            @Nullable Instant firstSmsAt,
            @Nullable Instant lastSmsAt,
            @Nullable Instant lastVoiceAt,
            boolean smsRefused) {

        /** These and one more message. */
        public Sends and(Channel channel, Instant at) {
            return switch (channel) {
                case SMS ->
                    new Sends(sms + 1, voice, firstSmsAt == null ? at : firstSmsAt, at, lastVoiceAt, smsRefused);
                case VOICE -> new Sends(sms, voice + 1, firstSmsAt, lastSmsAt, at, smsRefused);
            };
        }

        /** These less the last message of a channel, which nobody accepted. */
        public Sends less(Channel channel) {
            return switch (channel) {
                case SMS -> new Sends(sms - 1, voice, firstSmsAt, lastSmsAt, lastVoiceAt, true);
                case VOICE -> new Sends(sms, voice - 1, firstSmsAt, lastSmsAt, lastVoiceAt, smsRefused);
            };
        }
    }
}
