/** What people see and change of their own account. */
@NullMarked
package dev.firstring.account.profile;

import org.jspecify.annotations.NullMarked;
