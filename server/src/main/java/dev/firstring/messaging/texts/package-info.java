/** The texts of messages: their languages, their endings for devices and their length. */
@NamedInterface("texts")
@NullMarked
package dev.firstring.messaging.texts;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.NamedInterface;
