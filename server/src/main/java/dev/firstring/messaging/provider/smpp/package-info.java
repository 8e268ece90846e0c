/** Carriers that speak SMPP 3.4: one bind that is kept, a window, and receipts that come back over it. */
@NullMarked
package dev.firstring.messaging.provider.smpp;

import org.jspecify.annotations.NullMarked;
