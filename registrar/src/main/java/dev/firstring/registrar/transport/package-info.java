/** The sockets of the registrar, with limits (RFC 3261, section 18; RFC 3581; RFC 5626). */
@NullMarked
package dev.firstring.registrar.transport;

import org.jspecify.annotations.NullMarked;
