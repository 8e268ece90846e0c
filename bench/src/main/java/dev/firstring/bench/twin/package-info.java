/** The twin: the SQL of a flow, captured from the server's log and run by pgbench without the service. */
@NullMarked
package dev.firstring.bench.twin;

import org.jspecify.annotations.NullMarked;
