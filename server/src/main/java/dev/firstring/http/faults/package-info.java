/** Turns faults into problems, from the container up to the controllers. */
@NullMarked
package dev.firstring.http.faults;

import org.jspecify.annotations.NullMarked;
