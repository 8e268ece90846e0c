/** The foundation of all rooms: clock, ids, keys, database start-up, configuration. */
@ApplicationModule(
        displayName = "platform",
        allowedDependencies = {})
@NullMarked
package dev.firstring.platform;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.ApplicationModule;
