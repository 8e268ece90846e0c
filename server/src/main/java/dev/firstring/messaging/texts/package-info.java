/** The words of messages: languages, endings that devices read, length. */
@NullMarked
package dev.firstring.messaging.texts;

import org.jspecify.annotations.NullMarked;
