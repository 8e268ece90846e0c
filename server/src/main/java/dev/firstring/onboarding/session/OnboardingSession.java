package dev.firstring.onboarding.session;

import dev.firstring.messaging.Channel;
import dev.firstring.messaging.outbox.Delivery;
import dev.firstring.phone.PhoneNumber;
import dev.firstring.verification.Codes;
import java.time.Instant;
import java.util.Locale;
import java.util.Objects;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * A session as read by one statement: its row, its current code and the state of its last message. This is a snapshot:
 * every transition is a conditional statement of its own.
 *
 * @param number null in step {@code phone_input}
 * @param region the region that start specified for numbers without a country code; null for none
 * @param boundDevice whether the device is bound to the account of the number
 * @param ended when the session was cancelled or superseded
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

    /** True once the user's part is done; the SIP servers may not have the credential yet. */
    public boolean completed() {
        return completedAt != null;
    }

    /** Whether the session passed its expiry without being completed, cancelled or superseded. */
    public boolean expired(Instant now) {
        return completedAt == null && ended == null && !expiresAt.isAfter(now);
    }

    /** A copy with the delivery state of the last message. */
    public OnboardingSession withDelivery(Delivery known) {
        return with(code, sends, known);
    }

    /** A copy with the state after another message. */
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

    /** A copy in step {@code complete}, after the SIP servers have accepted the credential. */
    public OnboardingSession complete() {
        return with(Step.COMPLETE, code, sends, delivery);
    }

    /** The subject that wrong codes count against: the number, or only this device on it if the device is bound. */
    public String guardSubject() {
        String e164 = Objects.requireNonNull(number, "a session without a number has no guard")
                .e164();
        return boundDevice ? "bound:" + e164 + "|" + device.proof() : "number:" + e164;
    }

    /**
     * The pending code of a session, or its last one.
     *
     * @param status {@code pending}, {@code verified}, {@code expired} or {@code failed}
     * @param tries attempts that were judged, wrong or right
     * @param triesAllowed how many attempts may be judged: the limit of a code, or the remainder of the session's limit
     * @param triesBefore attempts on earlier codes of the session
     * @param testNumber whether the code belongs to a configured test number and is not derived
     */
    public record CurrentCode(
            Codes.Seed seed,
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

        /** The attempts of the whole session. */
        public int triesOfSession() {
            return triesBefore + tries;
        }
    }

    /**
     * The messages that a session has sent. A message that no provider accepted does not count.
     *
     * @param smsRefused whether every provider rejected the last SMS; a call is then available at once
     */
    public record Sends(
            int sms,
            int voice,
            @Nullable Instant firstSmsAt,
            @Nullable Instant lastSmsAt,
            @Nullable Instant lastVoiceAt,
            boolean smsRefused) {

        /** A copy with one more message. */
        public Sends and(Channel channel, Instant at) {
            return switch (channel) {
                case SMS ->
                    new Sends(sms + 1, voice, firstSmsAt == null ? at : firstSmsAt, at, lastVoiceAt, smsRefused);
                case VOICE -> new Sends(sms, voice + 1, firstSmsAt, lastSmsAt, at, smsRefused);
            };
        }

        /** A copy without the last message of a channel, which no provider accepted. */
        public Sends less(Channel channel) {
            return switch (channel) {
                case SMS -> new Sends(sms - 1, voice, firstSmsAt, lastSmsAt, lastVoiceAt, true);
                case VOICE -> new Sends(sms, voice - 1, firstSmsAt, lastSmsAt, lastVoiceAt, smsRefused);
            };
        }
    }
}
