/** Files of pages, and what they weigh. */
@NullMarked
package dev.firstring.web.assets;

import org.jspecify.annotations.NullMarked;
