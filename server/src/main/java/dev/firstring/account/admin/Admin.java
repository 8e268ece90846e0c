package dev.firstring.account.admin;

import dev.firstring.account.AccountId;
import java.time.Instant;

/** An account that is an admin. */
public record Admin(AccountId account, Instant since) {}
