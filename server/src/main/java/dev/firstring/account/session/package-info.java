/** Staying signed in and signing out. */
@NamedInterface("session")
@NullMarked
package dev.firstring.account.session;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.NamedInterface;
