/** The operator's commands: doctor, migrate, rotate-keys, api-key, create-admin. */
@ApplicationModule(
        displayName = "console",
        allowedDependencies = {
            "sip",
            "phone",
            "account",
            "account :: admin",
            "account :: api-keys",
            "audit",
            "messaging",
            "http",
            "platform",
            "platform :: configuration",
            "platform :: start",
            "platform :: database",
            "platform :: keys",
            "platform :: master-key",
            "platform :: keyset",
            "platform :: rotation"
        })
@NullMarked
package dev.firstring.console;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.ApplicationModule;
