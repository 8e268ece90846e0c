/** Calls to providers over HTTP. */
@NullMarked
package dev.firstring.messaging.call;

import org.jspecify.annotations.NullMarked;
