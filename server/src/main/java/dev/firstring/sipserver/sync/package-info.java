/**
 * Sync: brings every server to the state that the database wants, whatever it missed before. A change that takes access away (a
 * suspension, a revocation, a new password) is a cut: what was valid before has to end on the server too.
 */
@NamedInterface("sync")
@NullMarked
package dev.firstring.sipserver.sync;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.NamedInterface;
