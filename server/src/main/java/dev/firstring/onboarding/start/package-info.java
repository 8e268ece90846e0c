/** Opening a session and sending the first code. */
@NamedInterface("start")
@NullMarked
package dev.firstring.onboarding.start;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.NamedInterface;
