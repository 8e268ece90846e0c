/** What the runs happen on: the service, its database server, the processors. */
@NullMarked
package dev.firstring.bench.host;

import org.jspecify.annotations.NullMarked;
