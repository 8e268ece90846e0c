/** Operator functions: the admin API and the command line. */
@ApplicationModule(
        displayName = "console",
        allowedDependencies = {
            "sip",
            "sip :: credential",
            "sip :: lifecycle",
            "sip :: sync",
            "sip :: web",
            "sipserver",
            "sipserver :: check",
            "sipserver :: fleet",
            "sipserver :: drift",
            "sipserver :: drift-findings",
            "sipserver :: registration",
            "sipserver :: sync",
            "sipserver :: web",
            "phone",
            "abuse :: guard",
            "abuse :: watch",
            "account",
            "account :: admin",
            "account :: api-keys",
            "audit",
            "messaging",
            "messaging :: route",
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
