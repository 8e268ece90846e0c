/** A controlled clock for a real service, for faults that take a day. */
@NullMarked
package dev.firstring.chaos.clock;

import org.jspecify.annotations.NullMarked;
