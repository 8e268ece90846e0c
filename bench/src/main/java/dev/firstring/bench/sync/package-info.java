/** Sync to a SIP server, compared with a bare client that makes the same calls. */
@NullMarked
package dev.firstring.bench.sync;

import org.jspecify.annotations.NullMarked;
