/** From a number to an account, page by page. */
@NullMarked
package dev.firstring.web.onboarding;

import org.jspecify.annotations.NullMarked;
