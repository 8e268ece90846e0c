/** Outgoing HTTP calls: one caller with limits, for providers, SIP servers and the captcha's vendor. */
@NamedInterface("call")
@NullMarked
package dev.firstring.platform.call;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.NamedInterface;
