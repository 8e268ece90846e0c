/** What an account has been through: its sessions and verifications. */
@NullMarked
package dev.firstring.onboarding.history;

import org.jspecify.annotations.NullMarked;
