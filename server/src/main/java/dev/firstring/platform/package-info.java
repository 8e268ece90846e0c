/** Clock, ids, keys, database start-up, configuration: what every room stands on. */
@ApplicationModule(
        displayName = "platform",
        allowedDependencies = {})
@NullMarked
package dev.firstring.platform;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.ApplicationModule;
