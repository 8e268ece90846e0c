package dev.firstring.account.admin;

import dev.firstring.account.ownership.NumberOwners;
import dev.firstring.account.ownership.OwnershipRoom;
import dev.firstring.audit.AuditTrail;
import dev.firstring.platform.RetryingTransactions;
import dev.firstring.testing.SettableClock;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.transaction.support.TransactionTemplate;

/** Makes what tests of admins need. */
public final class TestAdmins {

    private TestAdmins() {}

    public static Admins over(OwnershipRoom room) {
        return new Admins(new AdminStore(room.jdbc), room.owners, room.trail, room.transactions, room.clock);
    }

    /** Where no account calls. */
    public static Admins unused() {
        JdbcTemplate nowhere = new JdbcTemplate();
        AuditTrail trail = new AuditTrail(nowhere);
        return new Admins(
                new AdminStore(nowhere),
                new NumberOwners(nowhere, trail),
                trail,
                new RetryingTransactions(new TransactionTemplate(), new SimpleMeterRegistry()),
                new SettableClock());
    }
}
