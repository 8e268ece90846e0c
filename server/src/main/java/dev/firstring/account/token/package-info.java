/** Firstring's own tokens: short-lived signed access tokens, and long-lived refresh tokens that rotate. */
@NamedInterface("token")
@NullMarked
package dev.firstring.account.token;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.NamedInterface;
