/** The keysets in the database: content, encryption and storage. */
@NamedInterface("keyset")
@NullMarked
package dev.firstring.platform.keys.keyset;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.NamedInterface;
