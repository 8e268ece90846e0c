/** Compares one page of a server with the database. Nothing here changes a server. */
@NullMarked
package dev.firstring.sipserver.drift.compare;

import org.jspecify.annotations.NullMarked;
