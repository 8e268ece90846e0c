/** Who carries a message: the senders that are set up, the order in which they are asked, and what guards them. */
@NamedInterface("route")
@NullMarked
package dev.firstring.messaging.route;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.NamedInterface;
