/** Who holds a phone number: claiming, moving, releasing it. */
@NamedInterface("ownership")
@NullMarked
package dev.firstring.account.ownership;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.NamedInterface;
