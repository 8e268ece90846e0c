/** Writing of responses: spelling, language, envelope, problems. */
@NullMarked
package dev.firstring.http.rendering;

import org.jspecify.annotations.NullMarked;
