/** Accounts, ownership of phone numbers, and tokens. */
@ApplicationModule(
        displayName = "account",
        allowedDependencies = {"phone", "audit", "http", "platform", "platform :: keys", "platform :: jobs"})
@NullMarked
package dev.firstring.account;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.ApplicationModule;
