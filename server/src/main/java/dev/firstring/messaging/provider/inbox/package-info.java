/** The development sender, which shows messages on a page of the service. Absent in production. */
@NullMarked
package dev.firstring.messaging.provider.inbox;

import org.jspecify.annotations.NullMarked;
