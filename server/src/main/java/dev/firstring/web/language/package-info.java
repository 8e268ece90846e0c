/** The choice of a language. */
@NullMarked
package dev.firstring.web.language;

import org.jspecify.annotations.NullMarked;
