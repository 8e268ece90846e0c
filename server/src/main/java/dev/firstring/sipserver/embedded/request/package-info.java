/** Answers requests as a registrar does (RFC 3261, section 10.3). */
@NullMarked
package dev.firstring.sipserver.embedded.request;

import org.jspecify.annotations.NullMarked;
