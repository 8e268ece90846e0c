/** The API for the caller's own credentials. */
@NamedInterface("web")
@NullMarked
package dev.firstring.sip.web;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.NamedInterface;
