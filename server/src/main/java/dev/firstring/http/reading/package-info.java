/** How requests are read: sizes, JSON, validation. */
@NullMarked
package dev.firstring.http.reading;

import org.jspecify.annotations.NullMarked;
