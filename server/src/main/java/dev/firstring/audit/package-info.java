/** The audit trail: who did what to which account, when and why; and how far people get. */
@ApplicationModule(
        displayName = "audit",
        allowedDependencies = {"phone", "platform", "platform :: jobs"})
@NullMarked
package dev.firstring.audit;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.ApplicationModule;
