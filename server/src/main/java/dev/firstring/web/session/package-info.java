/** Renewal of the sign-in on pages. */
@NullMarked
package dev.firstring.web.session;

import org.jspecify.annotations.NullMarked;
