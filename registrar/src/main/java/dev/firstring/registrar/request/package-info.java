/** Answers requests (RFC 3261, section 10.3). */
@NullMarked
package dev.firstring.registrar.request;

import org.jspecify.annotations.NullMarked;
