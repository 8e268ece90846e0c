/** The operator's commands: doctor, migrate, rotate-keys. */
@ApplicationModule(
        displayName = "console",
        allowedDependencies = {"sip", "account", "audit", "http", "platform"})
@NullMarked
package dev.firstring.console;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.ApplicationModule;
