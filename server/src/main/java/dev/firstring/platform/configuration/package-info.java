/** Settings of the whole service, the beans that depend on them, and how mistakes in settings are reported. */
@NamedInterface("configuration")
@NullMarked
package dev.firstring.platform.configuration;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.NamedInterface;
