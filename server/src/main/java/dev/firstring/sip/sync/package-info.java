/** What the SIP servers have of a credential, as this room asks and tells it. The room of the servers does the work. */
@NamedInterface("sync")
@NullMarked
package dev.firstring.sip.sync;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.NamedInterface;
