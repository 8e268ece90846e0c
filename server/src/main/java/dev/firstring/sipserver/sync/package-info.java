/**
 * Sync: brings every server to the state in the database, regardless of the changes that it missed. A change that
 * revokes access (a suspension, a revocation, a new password) is a cut: what was valid before must end on the server as
 * well.
 */
@NamedInterface("sync")
@NullMarked
package dev.firstring.sipserver.sync;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.NamedInterface;
