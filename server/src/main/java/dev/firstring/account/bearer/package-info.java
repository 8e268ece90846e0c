/** Validates bearer tokens: the service's own, and those of trusted OpenID Connect issuers. */
@NullMarked
package dev.firstring.account.bearer;

import org.jspecify.annotations.NullMarked;
