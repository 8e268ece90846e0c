/** Live updates of open pages. */
@NullMarked
package dev.firstring.web.live;

import org.jspecify.annotations.NullMarked;
