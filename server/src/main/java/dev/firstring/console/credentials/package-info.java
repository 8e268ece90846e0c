/** What operators see and do with SIP credentials: search, one with its story, changes of state, servers. */
@NullMarked
package dev.firstring.console.credentials;

import org.jspecify.annotations.NullMarked;
