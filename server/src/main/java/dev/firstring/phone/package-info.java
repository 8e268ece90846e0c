/** Phone numbers: what a number is, what may be sent to it, country rules. Leans on nothing. */
@ApplicationModule(
        displayName = "phone",
        allowedDependencies = {})
@NullMarked
package dev.firstring.phone;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.ApplicationModule;
