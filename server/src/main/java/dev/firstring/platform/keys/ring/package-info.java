/** The keys that a node uses now, kept up to date with the database. */
@NamedInterface("key-ring")
@NullMarked
package dev.firstring.platform.keys.ring;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.NamedInterface;
