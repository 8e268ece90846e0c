/**
 * The load test: flows per second of the service, compared with {@code pgbench} running the same SQL on the same
 * server.
 */
@NullMarked
package dev.firstring.bench;

import org.jspecify.annotations.NullMarked;
