/** The audit trail: who did what to which account, when and why. */
@ApplicationModule(
        displayName = "audit",
        allowedDependencies = {"platform", "platform :: jobs"})
@NullMarked
package dev.firstring.audit;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.ApplicationModule;
