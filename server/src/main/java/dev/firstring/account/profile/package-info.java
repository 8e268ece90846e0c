/** The profile of an account, which its owner reads and changes. */
@NamedInterface("profile")
@NullMarked
package dev.firstring.account.profile;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.NamedInterface;
