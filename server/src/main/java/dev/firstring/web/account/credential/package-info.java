/** What a person does with one SIP credential: sets up a phone, names it, gives it a new password, signs a device out. */
@NullMarked
package dev.firstring.web.account.credential;

import org.jspecify.annotations.NullMarked;
