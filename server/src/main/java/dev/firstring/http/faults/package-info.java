/** What goes wrong, from below Spring up to the controllers, in the shape of a problem. */
@NullMarked
package dev.firstring.http.faults;

import org.jspecify.annotations.NullMarked;
