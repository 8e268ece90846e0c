/** SMS pumping: fraudsters request codes for numbers that earn them money, and the guard limits it. */
@NullMarked
package dev.firstring.chaos.pumping;

import org.jspecify.annotations.NullMarked;
