/** Differences between SIP servers and the database, and their repair, for operators. */
@NullMarked
package dev.firstring.console.drift;

import org.jspecify.annotations.NullMarked;
