/** The load program: flows per second beside {@code pgbench} running the same SQL on the same server. */
@NullMarked
package dev.firstring.bench;

import org.jspecify.annotations.NullMarked;
