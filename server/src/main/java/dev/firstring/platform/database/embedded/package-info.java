/** An embedded PostgreSQL server that the service unpacks, starts, supervises and stops. */
@NullMarked
package dev.firstring.platform.database.embedded;

import org.jspecify.annotations.NullMarked;
