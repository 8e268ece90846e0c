/** Setting up a phone from a page: one scan, or one touch on the phone itself. */
@NullMarked
package dev.firstring.web.setup;

import org.jspecify.annotations.NullMarked;
