/** Repairs what a comparison found, after looking again. */
@NamedInterface("drift-repair")
@NullMarked
package dev.firstring.sipserver.drift.repair;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.NamedInterface;
