/** Reads SIP requests and writes their answers. */
@NullMarked
package dev.firstring.sipserver.embedded.message;

import org.jspecify.annotations.NullMarked;
