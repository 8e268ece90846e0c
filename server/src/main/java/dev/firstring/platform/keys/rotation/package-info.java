/** Key rotation without downtime. */
@NamedInterface("rotation")
@NullMarked
package dev.firstring.platform.keys.rotation;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.NamedInterface;
