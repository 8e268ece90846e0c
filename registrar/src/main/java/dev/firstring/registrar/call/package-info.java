/** A transaction-stateful proxy for calls and messages between registered phones (RFC 3261, section 16). */
@NullMarked
package dev.firstring.registrar.call;

import org.jspecify.annotations.NullMarked;
