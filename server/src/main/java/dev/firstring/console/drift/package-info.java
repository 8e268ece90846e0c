/** How SIP servers differ from the database, and the repair of that, for operators. */
@NullMarked
package dev.firstring.console.drift;

import org.jspecify.annotations.NullMarked;
