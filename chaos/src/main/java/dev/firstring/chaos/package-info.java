/** Fault injection: kills a running service and its database, and verifies the remaining state. */
@NullMarked
package dev.firstring.chaos;

import org.jspecify.annotations.NullMarked;
