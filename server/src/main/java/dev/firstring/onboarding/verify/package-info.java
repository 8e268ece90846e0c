/** Verifying the code that a user enters. */
@NamedInterface("verify")
@NullMarked
package dev.firstring.onboarding.verify;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.NamedInterface;
