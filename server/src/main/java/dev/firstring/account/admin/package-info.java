/** Operators of the service: scopes, and accounts that are admins. */
@NamedInterface("admin")
@NullMarked
package dev.firstring.account.admin;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.NamedInterface;
