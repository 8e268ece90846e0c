/** Sync into a SIP server, beside a bare client that makes the same calls. */
@NullMarked
package dev.firstring.bench.sync;

import org.jspecify.annotations.NullMarked;
