/** Checks the health of servers, and credentials on them. */
@NamedInterface("check")
@NullMarked
package dev.firstring.sipserver.check;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.NamedInterface;
