/** What is sent and how: the port, the outbox, templates, the senders. */
@ApplicationModule(
        displayName = "messaging",
        allowedDependencies = {"phone", "verification", "platform"})
@NullMarked
package dev.firstring.messaging;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.ApplicationModule;
