/**
 * Authentication of requests: the filter that reads tokens, the rules for cookies, and the parameters of controllers.
 */
@NamedInterface("security")
@NullMarked
package dev.firstring.account.security;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.NamedInterface;
