/** What is sent and how: the port, the outbox, templates, the senders. */
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
