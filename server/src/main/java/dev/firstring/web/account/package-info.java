/** The account's pages: what a person has, and what they can do about it. */
@NullMarked
package dev.firstring.web.account;

import org.jspecify.annotations.NullMarked;
