/** Looks whether servers, and a credential on them, are as they should be. */
@NamedInterface("check")
@NullMarked
package dev.firstring.sipserver.check;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.NamedInterface;
