/** Opening a session and sending the first code. */
@NullMarked
package dev.firstring.onboarding.start;

import org.jspecify.annotations.NullMarked;
