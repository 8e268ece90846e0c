/** Time-limited credentials for TURN servers. */
@NamedInterface("turn")
@NullMarked
package dev.firstring.sip.turn;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.NamedInterface;
