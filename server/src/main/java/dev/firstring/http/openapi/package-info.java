/** The OpenAPI documents of both spellings. */
@NullMarked
package dev.firstring.http.openapi;

import org.jspecify.annotations.NullMarked;
