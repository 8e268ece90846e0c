/** The start of the service: its command line, the check of its settings, how a failure is told. */
@NullMarked
package dev.firstring.platform.configuration.start;

import org.jspecify.annotations.NullMarked;
