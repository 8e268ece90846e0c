/** The keysets in the database: what they hold, how they are encrypted, read and replaced. */
@NamedInterface("keyset")
@NullMarked
package dev.firstring.platform.keys.keyset;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.NamedInterface;
