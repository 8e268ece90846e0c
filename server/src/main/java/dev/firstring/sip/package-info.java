/** SIP credentials: secrets, digests, quota, and the operations of their owners. */
@ApplicationModule(
        displayName = "sip",
        allowedDependencies = {
            "phone",
            "account",
            "account :: ownership",
            "account :: token",
            "audit",
            "http",
            "platform",
            "platform :: configuration",
            "platform :: keys"
        })
@NullMarked
package dev.firstring.sip;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.ApplicationModule;
