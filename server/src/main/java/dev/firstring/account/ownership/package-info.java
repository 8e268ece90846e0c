/** Ownership of phone numbers: claiming, moving and releasing them. */
@NamedInterface("ownership")
@NullMarked
package dev.firstring.account.ownership;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.NamedInterface;
