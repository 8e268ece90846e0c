package dev.firstring.onboarding.wire;

import dev.firstring.messaging.outbox.Delivery;
import org.jspecify.annotations.Nullable;

/**
 * How far the last message has come.
 *
 * @param state {@code queued}, {@code sent}, {@code delivered} or {@code failed}
 * @param channel {@code sms} or {@code voice}
 */
public record DeliveryData(String state, String channel) {

    static @Nullable DeliveryData of(@Nullable Delivery delivery) {
        return delivery == null
                ? null
                : new DeliveryData(delivery.state().word(), delivery.channel().word());
    }
}
