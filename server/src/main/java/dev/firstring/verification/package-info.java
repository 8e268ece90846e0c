/** Codes: how they are derived and read. */
@ApplicationModule(
        displayName = "verification",
        allowedDependencies = {"phone", "platform", "platform :: keys"})
@NullMarked
package dev.firstring.verification;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.ApplicationModule;
