/** The session and the flow: start, verify, resend, link. */
@ApplicationModule(
        displayName = "onboarding",
        allowedDependencies = {
            "phone",
            "verification",
            "messaging",
            "messaging :: outbox",
            "messaging :: route",
            "messaging :: texts",
            "abuse :: limits",
            "abuse :: challenge",
            "abuse :: guard",
            "account",
            "account :: token",
            "account :: ownership",
            "account :: profile",
            "sip",
            "sip :: credential",
            "sip :: view",
            "sip :: settings",
            "sip :: sync",
            "sip :: web",
            "audit",
            "http",
            "platform",
            "platform :: jobs"
        })
@NullMarked
package dev.firstring.onboarding;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.ApplicationModule;
