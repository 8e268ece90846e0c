package dev.firstring.account.token;

import dev.firstring.account.ownership.DeviceToken;
import org.jspecify.annotations.Nullable;

/**
 * The client that renews tokens, as identified by the request. Two renewals come from the same client if they come from
 * the same network, or if the later one presents the token of a device that is bound to the account.
 *
 * @param network the key under which rate limits count the address
 * @param device the device token of the request, not validated
 */
public record Renewer(String network, @Nullable DeviceToken device) {}
