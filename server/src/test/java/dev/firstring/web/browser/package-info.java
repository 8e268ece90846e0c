/** A real browser for tests of pages. */
@NullMarked
package dev.firstring.web.browser;

import org.jspecify.annotations.NullMarked;
