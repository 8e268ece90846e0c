/** The web pages: onboarding, the account, and their common parts. */
@ApplicationModule(
        displayName = "web",
        allowedDependencies = {
            "phone",
            "phone :: plan",
            "verification",
            "messaging",
            "messaging :: outbox",
            "abuse :: limits",
            "abuse :: challenge",
            "account",
            "account :: ownership",
            "account :: profile",
            "account :: security",
            "account :: session",
            "account :: token",
            "onboarding",
            "onboarding :: life",
            "onboarding :: link",
            "onboarding :: resend",
            "onboarding :: session",
            "onboarding :: start",
            "onboarding :: verify",
            "onboarding :: api",
            "sip",
            "sip :: credential",
            "sip :: lifecycle",
            "sip :: sync",
            "sip :: view",
            "sip :: web",
            "sipserver",
            "sipserver :: registration",
            "sipserver :: web",
            "softphone",
            "softphone :: link",
            "softphone :: qr",
            "http",
            "platform",
            "platform :: configuration"
        })
@NullMarked
package dev.firstring.web;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.ApplicationModule;
