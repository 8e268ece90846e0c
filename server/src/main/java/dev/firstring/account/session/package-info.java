/** Renewal of tokens, and sign-out. */
@NamedInterface("session")
@NullMarked
package dev.firstring.account.session;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.NamedInterface;
