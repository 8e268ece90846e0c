/** Use cases of a credential: provision, read, list, rename, revoke, erase. */
@NamedInterface("credential")
@NullMarked
package dev.firstring.sip.credential;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.NamedInterface;
