/** SIP accounts are kept on a server that fails, while they change; in the end both sides are compared. */
@NullMarked
package dev.firstring.chaos.storm;

import org.jspecify.annotations.NullMarked;
