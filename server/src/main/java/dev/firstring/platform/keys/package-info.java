/** Keys of the service: encryption at rest and derived keys, each with a key id, rotated online. */
@NamedInterface("keys")
@NullMarked
package dev.firstring.platform.keys;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.NamedInterface;
