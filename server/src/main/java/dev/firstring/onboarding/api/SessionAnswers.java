package dev.firstring.onboarding.api;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonUnwrapped;
import dev.firstring.messaging.outbox.MessageDispatch.Delivery;
import dev.firstring.onboarding.life.ReadSession;
import dev.firstring.onboarding.session.Device;
import dev.firstring.onboarding.session.OnboardingSession;
import dev.firstring.onboarding.session.OnboardingSession.CurrentCode;
import dev.firstring.onboarding.session.OnboardingSession.Step;
import dev.firstring.onboarding.session.SessionId;
import dev.firstring.onboarding.session.SessionTimers.Timers;
import dev.firstring.phone.PhoneNumber;
import java.time.Instant;
import java.util.Objects;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** What the API of the flow returns about a session. */
final class SessionAnswers {

    private SessionAnswers() {}

    /** @param otpCode null outside of development mode */
    static StartedData started(SessionId id, OnboardingSession session, Timers timers, @Nullable String otpCode) {
        CurrentCode code = Objects.requireNonNull(session.code(), "a session that sends has a code");
        PhoneNumber number = Objects.requireNonNull(session.number(), "a session that sends has a number");
        return new StartedData(
                id.reveal(),
                code.seed().verificationId(),
                number.e164(),
                session.step().word(),
                code.expiresAt(),
                session.expiresAt(),
                DeliveryData.of(session.delivery()),
                timers,
                otpCode);
    }

    /**
     * Once the link can no longer be repeated, the id gives access to nothing: the response tells how the session
     * ended, but not whose it was.
     *
     * @param open whether the response may tell whose session it is
     */
    static SessionData session(SessionId id, ReadSession.Status status, boolean open) {
        OnboardingSession session = status.session();
        PhoneNumber number = open ? session.number() : null;
        CurrentCode code = session.code();
        Device device = open ? session.device() : new Device(null, null, null, null);
        return new SessionData(
                id.reveal(),
                session.step().word(),
                number == null ? null : number.e164(),
                session.step() == Step.COMPLETE,
                status.expired() || session.cancelled(),
                session.cancelled(),
                session.expiresAt(),
                session.createdAt(),
                code == null ? null : code.expiresAt(),
                device.id(),
                device.platform(),
                DeliveryData.of(session.delivery()),
                status.timers(),
                open ? session.credentialId() : null,
                open ? session.accountId() : null);
    }

    /**
     * A session whose code is on the way.
     *
     * @param expiresAt when the code expires
     * @param sessionExpiresAt when the session expires
     * @param otpCode the code; present in development mode only
     */
    record StartedData(
            String sessionId,
            UUID verificationId,
            String phoneNumber,
            String currentStep,
            Instant expiresAt,
            Instant sessionExpiresAt,
            @Nullable DeliveryData delivery,
            @JsonUnwrapped Timers timers,

            @JsonInclude(JsonInclude.Include.NON_NULL) @Nullable
            String otpCode) {

        @Override
        public String toString() {
            return "StartedData[" + verificationId + "]";
        }
    }

    /**
     * The state of a session.
     *
     * @param isExpired whether the session can no longer be used, because it expired or was cancelled or superseded
     * @param isCancelled whether it was cancelled, or superseded by a newer session of the same device and number
     * @param expiresAt when the session expires
     */
    record SessionData(
            String sessionId,
            String currentStep,
            @Nullable String phoneNumber,
            boolean isCompleted,
            boolean isExpired,
            boolean isCancelled,
            Instant expiresAt,
            Instant createdAt,
            @Nullable Instant codeExpiresAt,
            @Nullable String deviceId,
            @Nullable String devicePlatform,
            @Nullable DeliveryData delivery,
            @JsonUnwrapped Timers timers,
            @Nullable UUID sipCredentialId,
            @Nullable UUID userId) {

        @Override
        public String toString() {
            return "SessionData[" + currentStep + "]";
        }
    }

    /**
     * The delivery state of the last message.
     *
     * @param state {@code queued}, {@code sent}, {@code delivered} or {@code failed}
     * @param channel {@code sms} or {@code voice}
     */
    record DeliveryData(String state, String channel) {

        static @Nullable DeliveryData of(@Nullable Delivery delivery) {
            return delivery == null
                    ? null
                    : new DeliveryData(
                            delivery.state().word(), delivery.channel().word());
        }
    }
}
