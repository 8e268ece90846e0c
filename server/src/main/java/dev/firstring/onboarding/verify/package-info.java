/** Judging a code. */
@NamedInterface("verify")
@NullMarked
package dev.firstring.onboarding.verify;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.NamedInterface;
