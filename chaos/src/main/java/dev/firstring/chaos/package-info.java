/** Kills a running service and its database, and checks what is left. */
@NullMarked
package dev.firstring.chaos;

import org.jspecify.annotations.NullMarked;
