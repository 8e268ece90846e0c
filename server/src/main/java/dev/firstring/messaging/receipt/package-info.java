/** Delivery receipts, which providers send after accepting a message. */
@NullMarked
package dev.firstring.messaging.receipt;

import org.jspecify.annotations.NullMarked;
