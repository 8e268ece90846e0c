/** Keys by which programs of the operator call the service. */
@NamedInterface("api-keys")
@NullMarked
package dev.firstring.account.apikey;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.NamedInterface;
