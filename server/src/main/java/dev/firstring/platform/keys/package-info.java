/** Keys of the service: encryption at rest and key derivation, each with key ids, rotated without downtime. */
@NamedInterface("keys")
@NullMarked
package dev.firstring.platform.keys;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.NamedInterface;
