/** The same work without the service: the SQL of a flow, captured from the server's log and run by pgbench. */
@NullMarked
package dev.firstring.bench.twin;

import org.jspecify.annotations.NullMarked;
