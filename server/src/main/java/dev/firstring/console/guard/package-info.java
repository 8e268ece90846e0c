/** The fraud guard for operators. */
@NullMarked
package dev.firstring.console.guard;

import org.jspecify.annotations.NullMarked;
