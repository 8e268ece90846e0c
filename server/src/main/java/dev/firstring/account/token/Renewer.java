package dev.firstring.account.token;

import dev.firstring.account.ownership.DeviceToken;
import org.jspecify.annotations.Nullable;

/**
 * Who renews tokens, as far as the request shows. Two renewals are of the same client if they come from the same network, or
 * if the later one brings the token of a device that is bound to the account.
 *
 * @param network what limits count the address by
 * @param device the device token that came with it, not checked
 */
public record Renewer(String network, @Nullable DeviceToken device) {}
