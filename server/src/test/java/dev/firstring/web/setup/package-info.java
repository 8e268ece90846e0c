/** Setting up a phone from a page. */
@NullMarked
package dev.firstring.web.setup;

import org.jspecify.annotations.NullMarked;
