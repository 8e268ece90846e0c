/** Clients that run flows over HTTP, as lean as they can be, and what they measured. */
@NullMarked
package dev.firstring.bench.load;

import org.jspecify.annotations.NullMarked;
