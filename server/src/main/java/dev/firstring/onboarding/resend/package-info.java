/** Sending the code again, or a new one. */
@NullMarked
package dev.firstring.onboarding.resend;

import org.jspecify.annotations.NullMarked;
