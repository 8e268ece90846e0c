/** The HTTP operations on the caller's own credentials on the SIP servers. */
@NamedInterface("web")
@NullMarked
package dev.firstring.sipserver.web;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.NamedInterface;
