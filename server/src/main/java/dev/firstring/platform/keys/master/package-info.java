/** The master key, which encrypts the keysets and is never stored in the database. */
@NamedInterface("master-key")
@NullMarked
package dev.firstring.platform.keys.master;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.NamedInterface;
