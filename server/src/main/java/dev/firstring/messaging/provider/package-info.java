/** The providers, each an independent plug-in, and the code that they share. */
@NullMarked
package dev.firstring.messaging.provider;

import org.jspecify.annotations.NullMarked;
