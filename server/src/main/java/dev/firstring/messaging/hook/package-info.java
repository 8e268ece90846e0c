/** What providers call: where, and how such a call is read and known to be theirs. */
@NullMarked
package dev.firstring.messaging.hook;

import org.jspecify.annotations.NullMarked;
