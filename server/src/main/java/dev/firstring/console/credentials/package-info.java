/** SIP credentials for operators: search, a credential with its events, changes of state, servers. */
@NullMarked
package dev.firstring.console.credentials;

import org.jspecify.annotations.NullMarked;
