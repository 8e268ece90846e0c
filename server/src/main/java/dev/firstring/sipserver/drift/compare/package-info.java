/** Compares one page of a server with the database, and keeps the set of accounts that a run has seen. Changes no server. */
@NullMarked
package dev.firstring.sipserver.drift.compare;

import org.jspecify.annotations.NullMarked;
