/** What all pages have in common. */
@NullMarked
package dev.firstring.web.layout;

import org.jspecify.annotations.NullMarked;
