/** The providers, each a plug-in of its own, and what they share. */
@NullMarked
package dev.firstring.messaging.provider;

import org.jspecify.annotations.NullMarked;
