/** Reads SIP requests and writes their answers. */
@NullMarked
package dev.firstring.registrar.message;

import org.jspecify.annotations.NullMarked;
