/** What comparisons found, as it is kept. */
@NullMarked
package dev.firstring.sipserver.drift.finding;

import org.jspecify.annotations.NullMarked;
