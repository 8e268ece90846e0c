/** The servers that are configured: guarded, registered in the database, filled when they are new. */
@NamedInterface("fleet")
@NullMarked
package dev.firstring.sipserver.fleet;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.NamedInterface;
