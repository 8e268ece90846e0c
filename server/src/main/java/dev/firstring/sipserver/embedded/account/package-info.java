/** Who may register: the accounts in the database. */
@NullMarked
package dev.firstring.sipserver.embedded.account;

import org.jspecify.annotations.NullMarked;
