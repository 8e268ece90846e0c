/** How the service presents itself: name, logo, colour, links. */
@NullMarked
package dev.firstring.web.brand;

import org.jspecify.annotations.NullMarked;
