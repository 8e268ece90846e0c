package dev.firstring.messaging.smpp;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.firstring.messaging.receipt.Receipts;
import dev.firstring.phone.PhoneNumbers;
import dev.firstring.testing.SettableClock;
import dev.firstring.testing.TestDatabase;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.security.SecureRandom;
import java.sql.Connection;
import java.sql.Statement;
import org.jsmpp.SMPPConstant;
import org.junit.jupiter.api.Test;
import org.springframework.jdbc.core.JdbcTemplate;

class SmppReceiptsTest {

    /** More than are written at once. */
    private static final int RECEIPTS = SmppBind.PROCESSORS;

    @Test
    void receipts_that_are_too_many_at_once_are_refused_for_now_and_kept_when_they_come_again() throws Exception {
        try (TestDatabase database = TestDatabase.create();
                Smsc smsc = new Smsc()) {
            SmppLink link = SmppSenderTest.link(smsc.port(), 1);
            JdbcTemplate jdbc = new JdbcTemplate(database.service());
            Receipts receipts = new Receipts(jdbc, new PhoneNumbers(), new SimpleMeterRegistry(), new SettableClock());
            try (SmppBind bind = new SmppBind(link, new SmppReceipts(link, receipts), new SecureRandom())) {
                bind.start();
                await().until(() -> smsc.binds.get() == 1);
                try (Connection connection = database.service().getConnection();
                        Statement statement = connection.createStatement()) {
                    connection.setAutoCommit(false);
                    statement.execute("LOCK TABLE early_receipt IN SHARE MODE");
                    for (int i = 0; i < RECEIPTS; i++) {
                        smsc.deliver("receipt-" + i, "33612345678");
                    }
                    await().until(() -> smsc.refusals.containsKey(SMPPConstant.STAT_ESME_RX_T_APPN));
                    connection.rollback();
                }

                await().until(() -> smsc.acknowledged.get() == RECEIPTS);

                assertThat(smsc.refusals).containsOnlyKeys(SMPPConstant.STAT_ESME_RX_T_APPN);
                assertThat(jdbc.queryForObject("SELECT count(DISTINCT reference) FROM early_receipt", Integer.class))
                        .isEqualTo(RECEIPTS);
            }
        }
    }
}
