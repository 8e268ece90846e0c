/** The development sender: messages end on a page of the service itself. Absent in production. */
@NullMarked
package dev.firstring.messaging.inbox;

import org.jspecify.annotations.NullMarked;
