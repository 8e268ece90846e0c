/** Phone numbers: how they are parsed, which of them may receive codes, country rules. Depends on no other room. */
@ApplicationModule(
        displayName = "phone",
        allowedDependencies = {})
@NullMarked
package dev.firstring.phone;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.ApplicationModule;
