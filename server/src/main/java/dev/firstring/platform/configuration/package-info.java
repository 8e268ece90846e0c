/** Settings of the whole service, what they are wired to, and how a mistake in them is told. */
@NamedInterface("configuration")
@NullMarked
package dev.firstring.platform.configuration;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.NamedInterface;
