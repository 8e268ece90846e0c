/** A clock that this program moves, in a real service: for faults that take a day. */
@NullMarked
package dev.firstring.chaos.clock;

import org.jspecify.annotations.NullMarked;
