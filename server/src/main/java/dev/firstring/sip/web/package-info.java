/** The caller's own credentials on the wire. */
@NullMarked
package dev.firstring.sip.web;

import org.jspecify.annotations.NullMarked;
