/** Pages of one SIP credential: phone setup, display name, new password, sign-out of a device. */
@NullMarked
package dev.firstring.web.account.credential;

import org.jspecify.annotations.NullMarked;
