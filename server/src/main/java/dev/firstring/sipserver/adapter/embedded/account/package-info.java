/** Who may register: the accounts in the database. */
@NullMarked
package dev.firstring.sipserver.adapter.embedded.account;

import org.jspecify.annotations.NullMarked;
