/** The database: connection, embedded server, roles and schema. */
@NamedInterface("database")
@NullMarked
package dev.firstring.platform.database;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.NamedInterface;
