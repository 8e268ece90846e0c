/** What comparisons found, as it is kept. */
@NamedInterface("drift-findings")
@NullMarked
package dev.firstring.sipserver.drift.finding;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.NamedInterface;
