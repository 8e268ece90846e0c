/** The development sender: messages end on a page of the service itself. Absent in production. */
@NullMarked
package dev.firstring.messaging.provider.inbox;

import org.jspecify.annotations.NullMarked;
