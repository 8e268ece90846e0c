/** Judging a code. */
@NullMarked
package dev.firstring.onboarding.verify;

import org.jspecify.annotations.NullMarked;
