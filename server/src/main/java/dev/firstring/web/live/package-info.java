/** What happens while a page is open, told as it happens. */
@NullMarked
package dev.firstring.web.live;

import org.jspecify.annotations.NullMarked;
