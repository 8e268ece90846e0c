/**
 * Compares a server with the database page by page, and stores the set of accounts that a run has seen. Does not change
 * servers.
 */
@NullMarked
package dev.firstring.sipserver.drift.compare;

import org.jspecify.annotations.NullMarked;
