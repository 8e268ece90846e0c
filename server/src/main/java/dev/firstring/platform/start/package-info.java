/** The start of the service: command line, validation of settings, and reporting of failures. */
@NamedInterface("start")
@NullMarked
package dev.firstring.platform.start;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.NamedInterface;
