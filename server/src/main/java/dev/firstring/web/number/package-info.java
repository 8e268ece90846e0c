/** The data of the phone number field: countries and numbering plans. */
@NullMarked
package dev.firstring.web.number;

import org.jspecify.annotations.NullMarked;
