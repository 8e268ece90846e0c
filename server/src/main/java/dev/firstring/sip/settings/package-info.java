/** The settings of SIP accounts. */
@NamedInterface("settings")
@NullMarked
package dev.firstring.sip.settings;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.NamedInterface;
