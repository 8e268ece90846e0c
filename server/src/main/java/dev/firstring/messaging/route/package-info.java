/** Routing of messages: the configured senders, the order in which they are tried, and their circuit breakers. */
@NamedInterface("route")
@NullMarked
package dev.firstring.messaging.route;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.NamedInterface;
