/** The account pages. */
@NullMarked
package dev.firstring.web.account;

import org.jspecify.annotations.NullMarked;
