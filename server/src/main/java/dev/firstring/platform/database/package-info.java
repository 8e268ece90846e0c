/** The database: where it is, how it is started, its roles and its schema. */
@NamedInterface("database")
@NullMarked
package dev.firstring.platform.database;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.NamedInterface;
