package dev.firstring.onboarding.session;

import dev.firstring.messaging.Channel;
import dev.firstring.messaging.outbox.MessageDispatch.Delivery;
import dev.firstring.onboarding.session.OnboardingSession.Step;
import dev.firstring.phone.PhoneNumber;
import dev.firstring.phone.PhoneNumbers;
import dev.firstring.phone.PhoneNumbers.Reading.Parsed;
import dev.firstring.platform.WireWord;
import dev.firstring.verification.Codes;
import java.time.Instant;
import java.util.Locale;
import java.util.Objects;
import java.util.Optional;
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

    /** The steps of a session, in their order. */
    public enum Step implements WireWord {
        PHONE_INPUT,
        OTP_VERIFICATION,
        ACCOUNT_LINK,
        SIP_PROVISIONING,
        COMPLETE;

        public static Step ofWord(String word) {
            return valueOf(word.toUpperCase(Locale.ROOT));
        }
    }

    /**
     * The text of a number in a request for an existing session. It is parsed with the region of the session's start,
     * so that a text which start accepted is accepted by later requests too.
     */
    public record NamedNumber(String text) {

        public static NamedNumber of(PhoneNumber number) {
            return new NamedNumber(number.e164());
        }

        /** Parses the text with the region of the session; empty if it is not a phone number. */
        public Optional<PhoneNumber> in(OnboardingSession session, PhoneNumbers numbers) {
            return numbers.parse(text, session.region()) instanceof Parsed(PhoneNumber number)
                    ? Optional.of(number)
                    : Optional.empty();
        }

        /** Whether the text is the number of the session, according to the current numbering plans. */
        public boolean isThatOf(OnboardingSession session, PhoneNumbers numbers) {
            PhoneNumber own = session.number();
            return own != null
                    && in(session, numbers).filter(numbers.today(own)::equals).isPresent();
        }

        /** Does not contain the text. */
        @Override
        public String toString() {
            return "NamedNumber";
        }
    }

    /** Why a session rejects an operation. */
    public sealed interface Refusal {

        record NotFound() implements Refusal {}

        record Expired() implements Refusal {}

        record Completed() implements Refusal {}

        /** Cancelled by its owner, or superseded by a newer session of the same device and number. */
        record Cancelled() implements Refusal {}

        record WrongStep(Step current) implements Refusal {}

        /** What prevents an operation of one step; empty if nothing does. */
        static Optional<Refusal> of(OnboardingSession session, Step expected, Instant now) {
            if (session.completed()) {
                return Optional.of(new Completed());
            }
            return ofLive(session, now)
                    .or(() ->
                            session.step() == expected ? Optional.empty() : Optional.of(new WrongStep(session.step())));
        }

        /** Why a conditional statement did not change a session, which was read again afterwards. */
        static Refusal of(Optional<OnboardingSession> found, Instant now) {
            return found.map(session -> ofLive(session, now).orElseGet(() -> new WrongStep(session.step())))
                    .orElseGet(NotFound::new);
        }

        /** What prevents any change of a session; empty if nothing does. */
        private static Optional<Refusal> ofLive(OnboardingSession session, Instant now) {
            if (session.completed()) {
                return Optional.of(new Completed());
            }
            if (session.cancelled()) {
                return Optional.of(new Cancelled());
            }
            return session.expired(now) ? Optional.of(new Expired()) : Optional.empty();
        }
    }
}
