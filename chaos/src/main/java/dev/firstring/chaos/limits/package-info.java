/** Checks of limits that two nodes share. */
@NullMarked
package dev.firstring.chaos.limits;

import org.jspecify.annotations.NullMarked;
