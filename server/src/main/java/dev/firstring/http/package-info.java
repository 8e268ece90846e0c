/** The HTTP layer: spelling, envelope, problems, idempotency, rate limit headers, size limits. */
@ApplicationModule(
        displayName = "http",
        allowedDependencies = {
            "platform",
            "platform :: configuration",
            "platform :: jobs",
            "platform :: keys",
            "platform :: start"
        })
@NullMarked
package dev.firstring.http;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.ApplicationModule;
