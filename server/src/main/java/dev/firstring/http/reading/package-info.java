/** Reading of requests: size limits, JSON, validation. */
@NullMarked
package dev.firstring.http.reading;

import org.jspecify.annotations.NullMarked;
