/** What the field for phone numbers needs to know of the world's numbering plans. */
@NullMarked
package dev.firstring.web.number;

import org.jspecify.annotations.NullMarked;
