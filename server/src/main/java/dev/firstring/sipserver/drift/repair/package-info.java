/** Repairs what a comparison found, after looking again. */
@NullMarked
package dev.firstring.sipserver.drift.repair;

import org.jspecify.annotations.NullMarked;
