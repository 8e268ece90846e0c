/** The languages of pages. */
@NullMarked
package dev.firstring.web.language;

import org.jspecify.annotations.NullMarked;
