/** Syncs changing SIP accounts to a failing server and finally compares both sides. */
@NullMarked
package dev.firstring.chaos.storm;

import org.jspecify.annotations.NullMarked;
