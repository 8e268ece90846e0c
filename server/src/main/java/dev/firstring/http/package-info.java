/** The wire: spelling, envelope, problems, idempotency, rate headers, limits on size. */
@ApplicationModule(
        displayName = "http",
        allowedDependencies = {"platform", "platform :: configuration", "platform :: jobs", "platform :: keys"})
@NullMarked
package dev.firstring.http;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.ApplicationModule;
