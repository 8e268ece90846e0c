/** Joining the proven number to an account and handing out credentials. */
@NullMarked
package dev.firstring.onboarding.link;

import org.jspecify.annotations.NullMarked;
