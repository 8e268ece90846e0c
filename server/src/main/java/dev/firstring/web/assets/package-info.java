/** Style sheets, scripts, images and flags, under addresses that change with their content. */
@NullMarked
package dev.firstring.web.assets;

import org.jspecify.annotations.NullMarked;
