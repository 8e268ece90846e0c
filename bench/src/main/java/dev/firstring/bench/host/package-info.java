/** The environment of the runs: service, database server, processors. */
@NullMarked
package dev.firstring.bench.host;

import org.jspecify.annotations.NullMarked;
