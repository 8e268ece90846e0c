/** Sync: brings every server to the state that the database wants, whatever was missed before. */
@NamedInterface("sync")
@NullMarked
package dev.firstring.sipserver.sync;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.NamedInterface;
