/** Minimal-overhead clients that run flows over HTTP, and their measurements. */
@NullMarked
package dev.firstring.bench.load;

import org.jspecify.annotations.NullMarked;
