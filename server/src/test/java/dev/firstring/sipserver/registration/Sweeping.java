package dev.firstring.sipserver.registration;

import dev.firstring.account.ownership.AccountUse;
import dev.firstring.audit.Funnel;
import dev.firstring.phone.PhoneNumbers;
import dev.firstring.sip.Credential;
import dev.firstring.sip.SipFixture;
import dev.firstring.sipserver.SipServer;
import dev.firstring.sipserver.fleet.FleetFixture;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Proxy;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Timestamp;
import java.time.Instant;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import javax.sql.DataSource;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.jdbc.datasource.DelegatingDataSource;

/** One node's sweep over a test database, with its statements counted. Several are several nodes. */
public final class Sweeping {

    private final SipFixture fixture;
    private final AtomicInteger statements = new AtomicInteger();
    private final RegistrationSweep sweep;

    public Sweeping(SipFixture fixture, SipServer... servers) {
        this.fixture = fixture;
        JdbcTemplate jdbc = new JdbcTemplate(new Counted(fixture.database.service(), statements));
        sweep = new RegistrationSweep(
                FleetFixture.of(fixture, List.of(servers)),
                new SweepRows(jdbc),
                new RegistrationRows(
                        jdbc,
                        new AccountUse(jdbc),
                        new Funnel(new PhoneNumbers(), new SimpleMeterRegistry()),
                        fixture.clock),
                fixture.clock);
    }

    /** Does what is due; how many statements that took. */
    public int sweep() {
        int before = statements.get();
        sweep.sweep(() -> true);
        return statements.get() - before;
    }

    public @Nullable Instant lastRegistered(Credential credential) {
        Timestamp at = fixture.jdbc.queryForObject(
                "SELECT last_registered_at FROM sip_credential WHERE id = ?",
                Timestamp.class,
                credential.id().value());
        return at == null ? null : at.toInstant();
    }

    public @Nullable String lastAddress(Credential credential) {
        return fixture.jdbc.queryForObject(
                "SELECT last_registered_address FROM sip_credential WHERE id = ?",
                String.class,
                credential.id().value());
    }

    private static final class Counted extends DelegatingDataSource {

        private final AtomicInteger statements;

        private Counted(DataSource target, AtomicInteger statements) {
            super(target);
            this.statements = statements;
        }

        @Override
        public Connection getConnection() throws SQLException {
            Connection connection = super.getConnection();
            return (Connection) Proxy.newProxyInstance(
                    Connection.class.getClassLoader(), new Class<?>[] {Connection.class}, (self, method, arguments) -> {
                        if (method.getName().equals("prepareStatement")) {
                            statements.incrementAndGet();
                        }
                        try {
                            return method.invoke(connection, arguments);
                        } catch (InvocationTargetException e) {
                            throw e.getCause();
                        }
                    });
        }
    }
}
