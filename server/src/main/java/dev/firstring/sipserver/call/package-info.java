/** Calls over HTTP, as the adapters make them. */
@NullMarked
package dev.firstring.sipserver.call;

import org.jspecify.annotations.NullMarked;
