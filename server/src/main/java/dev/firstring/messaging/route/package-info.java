/** Who carries a message: the senders that are set up, the order in which they are asked, and what guards them. */
@NullMarked
package dev.firstring.messaging.route;

import org.jspecify.annotations.NullMarked;
