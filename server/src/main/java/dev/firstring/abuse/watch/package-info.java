/** The operators' view of the guard: windows over or near their bound, since when, and the audit events of both. */
@NamedInterface("watch")
@NullMarked
package dev.firstring.abuse.watch;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.NamedInterface;
