/** Carriers that speak SMPP 3.4: one persistent bind, a window, and receipts over the same bind. */
@NullMarked
package dev.firstring.messaging.provider.smpp;

import org.jspecify.annotations.NullMarked;
