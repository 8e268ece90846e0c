/** Fraudsters who have codes sent to numbers that pay them, and the guard against it. */
@NullMarked
package dev.firstring.chaos.pumping;

import org.jspecify.annotations.NullMarked;
