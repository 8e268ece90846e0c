/** Handing a session's code to those who carry it, after the commit. */
@NullMarked
package dev.firstring.onboarding.delivery;

import org.jspecify.annotations.NullMarked;
