/** Messages and their delivery: the sender port, the outbox, the texts and the senders. */
@ApplicationModule(
        displayName = "messaging",
        allowedDependencies = {
            "phone",
            "verification",
            "platform",
            "platform :: call",
            "platform :: configuration",
            "platform :: jobs"
        })
@NullMarked
package dev.firstring.messaging;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.ApplicationModule;
