/** Real SIP servers for tests: started for one test class, driven, and stopped with everything they started. */
@NullMarked
package dev.firstring.peers;

import org.jspecify.annotations.NullMarked;
