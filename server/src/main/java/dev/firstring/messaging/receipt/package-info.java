/** What providers say of a message after they have taken it. */
@NullMarked
package dev.firstring.messaging.receipt;

import org.jspecify.annotations.NullMarked;
