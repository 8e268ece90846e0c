/** The configured servers: behind a circuit breaker, registered in the database, and filled when they are new. */
@NamedInterface("fleet")
@NullMarked
package dev.firstring.sipserver.fleet;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.NamedInterface;
