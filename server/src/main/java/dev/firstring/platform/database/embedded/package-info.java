/** A PostgreSQL server that the service brings along, starts, watches and stops. */
@NullMarked
package dev.firstring.platform.database.embedded;

import org.jspecify.annotations.NullMarked;
