/** Parsing of phone numbers: characters, renumberings, reserved ranges. */
@NullMarked
package dev.firstring.phone.reading;

import org.jspecify.annotations.NullMarked;
