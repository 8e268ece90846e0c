/** The onboarding pages in a real browser. */
@NullMarked
package dev.firstring.web.onboarding;

import org.jspecify.annotations.NullMarked;
