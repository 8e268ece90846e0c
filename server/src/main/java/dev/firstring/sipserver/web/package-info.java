/** The caller's own credentials on the SIP servers, on the wire. */
@NullMarked
package dev.firstring.sipserver.web;

import org.jspecify.annotations.NullMarked;
