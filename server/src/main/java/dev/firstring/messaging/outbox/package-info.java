/** The outbox: hands messages to providers once their row is committed, and again if the first node dies. */
@NamedInterface("outbox")
@NullMarked
package dev.firstring.messaging.outbox;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.NamedInterface;
