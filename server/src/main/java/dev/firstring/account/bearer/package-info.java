/** Reads bearer tokens: the service's own, and those of the OpenID Connect issuers that it trusts. */
@NullMarked
package dev.firstring.account.bearer;

import org.jspecify.annotations.NullMarked;
