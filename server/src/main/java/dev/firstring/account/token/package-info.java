/** Firstring's own tokens: short access tokens that are signed, long refresh tokens that rotate. */
@NamedInterface("token")
@NullMarked
package dev.firstring.account.token;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.NamedInterface;
