/** The set of accounts that a comparison has seen on a server, and how it is kept. */
@NullMarked
package dev.firstring.sipserver.drift.seen;

import org.jspecify.annotations.NullMarked;
