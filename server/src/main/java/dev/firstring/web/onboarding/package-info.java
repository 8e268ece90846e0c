/** The pages of the flow from a number to an account. */
@NullMarked
package dev.firstring.web.onboarding;

import org.jspecify.annotations.NullMarked;
