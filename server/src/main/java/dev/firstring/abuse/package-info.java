/** Limits on sends, wrong codes, the fraud guard, challenges. */
@ApplicationModule(
        displayName = "abuse",
        allowedDependencies = {
            "phone",
            "audit",
            "http",
            "platform",
            "platform :: call",
            "platform :: keys",
            "platform :: jobs"
        })
@NullMarked
package dev.firstring.abuse;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.ApplicationModule;
