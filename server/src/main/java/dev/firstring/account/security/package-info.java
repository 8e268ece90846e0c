/** Who is calling: the filter that reads tokens, the rule for cookies, the parameters of controllers. */
@NamedInterface("security")
@NullMarked
package dev.firstring.account.security;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.NamedInterface;
