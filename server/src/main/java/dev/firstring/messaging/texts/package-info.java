/** The words of messages: languages, endings that devices read, length. */
@NamedInterface("texts")
@NullMarked
package dev.firstring.messaging.texts;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.NamedInterface;
