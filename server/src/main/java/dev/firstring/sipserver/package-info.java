/** The port to SIP servers, and what keeps them in sync with the database: sync, drift, registrations. */
@ApplicationModule(
        displayName = "sipserver",
        allowedDependencies = {
            "phone",
            "account",
            "account :: ownership",
            "sip",
            "sip :: credential",
            "sip :: lifecycle",
            "sip :: settings",
            "sip :: sync",
            "sip :: view",
            "sip :: web",
            "audit",
            "http",
            "platform",
            "platform :: call",
            "platform :: configuration",
            "platform :: keys",
            "platform :: jobs"
        })
@NullMarked
package dev.firstring.sipserver;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.ApplicationModule;
