/** Staying signed in and signing out. */
@NullMarked
package dev.firstring.account.session;

import org.jspecify.annotations.NullMarked;
