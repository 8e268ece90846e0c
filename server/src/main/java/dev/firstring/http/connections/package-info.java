/** How long and how many connections a client may have: slow ones and too many of one address are ended. */
@NullMarked
package dev.firstring.http.connections;

import org.jspecify.annotations.NullMarked;
