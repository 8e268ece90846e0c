/** From a SIP credential to a configured phone: one-time links, documents for softphones, QR codes. */
@ApplicationModule(
        displayName = "softphone",
        allowedDependencies = {
            "account",
            "account :: token",
            "sip",
            "sip :: credential",
            "sip :: settings",
            "sip :: turn",
            "sip :: view",
            "sip :: web",
            "audit",
            "http",
            "platform",
            "platform :: jobs",
            "platform :: keys"
        })
@NullMarked
package dev.firstring.softphone;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.ApplicationModule;
