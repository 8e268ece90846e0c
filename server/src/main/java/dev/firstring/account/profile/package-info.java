/** What people see and change of their own account. */
@NamedInterface("profile")
@NullMarked
package dev.firstring.account.profile;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.NamedInterface;
