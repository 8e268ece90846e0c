/** The results of comparing SIP servers with the database: kinds of differences, findings and reports. */
@NamedInterface("drift-findings")
@NullMarked
package dev.firstring.sipserver.drift.finding;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.NamedInterface;
