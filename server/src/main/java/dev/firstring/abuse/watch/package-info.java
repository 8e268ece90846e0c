/** What operators see of the guard: the windows that are bad or nearly so, since when, and the trail of both. */
@NamedInterface("watch")
@NullMarked
package dev.firstring.abuse.watch;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.NamedInterface;
