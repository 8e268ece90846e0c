/** The caller's own credentials on the wire. */
@NamedInterface("web")
@NullMarked
package dev.firstring.sip.web;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.NamedInterface;
