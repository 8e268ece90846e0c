/** How a text becomes a number: characters, renumberings, reserved ranges. */
@NullMarked
package dev.firstring.phone.reading;

import org.jspecify.annotations.NullMarked;
