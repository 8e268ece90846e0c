/** API keys for the operator's programs. */
@NamedInterface("api-keys")
@NullMarked
package dev.firstring.account.apikey;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.NamedInterface;
