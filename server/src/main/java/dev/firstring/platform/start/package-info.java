/** The start of the service: its command line, the check of its settings, how a failure is told. */
@NamedInterface("start")
@NullMarked
package dev.firstring.platform.start;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.NamedInterface;
