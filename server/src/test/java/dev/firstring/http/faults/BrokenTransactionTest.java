package dev.firstring.http.faults;

import static org.assertj.core.api.Assertions.assertThat;

import dev.firstring.http.ErrorCode;
import java.sql.SQLException;
import org.junit.jupiter.api.Test;
import org.springframework.transaction.TransactionSystemException;

class BrokenTransactionTest {

    @Test
    void a_connection_that_breaks_within_a_transaction_is_a_database_out_of_reach() {
        TransactionSystemException fault =
                new TransactionSystemException("JDBC rollback failed", new SQLException("Connection is closed"));

        assertThat(Faults.of(fault).code()).isEqualTo(ErrorCode.SERVICE_UNAVAILABLE);
    }
}
