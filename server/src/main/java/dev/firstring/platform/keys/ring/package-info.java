/** The keys that a node currently uses, refreshed from the database. */
@NamedInterface("key-ring")
@NullMarked
package dev.firstring.platform.keys.ring;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.NamedInterface;
