/** The name, the hue and the logo that an operator sets, from pages to messages. */
@NullMarked
package dev.firstring.web.brand;

import org.jspecify.annotations.NullMarked;
