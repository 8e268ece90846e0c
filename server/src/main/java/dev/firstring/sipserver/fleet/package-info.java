/** The servers that are configured: guarded, registered in the database, filled when they are new. */
@NullMarked
package dev.firstring.sipserver.fleet;

import org.jspecify.annotations.NullMarked;
