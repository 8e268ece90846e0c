package dev.firstring.console.doctor.database;

import static org.assertj.core.api.Assertions.assertThat;

import dev.firstring.console.doctor.Finding;
import dev.firstring.console.doctor.Finding.Fine;
import dev.firstring.console.doctor.Finding.Wrong;
import dev.firstring.testing.SettableClock;
import dev.firstring.testing.TestDatabase;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.jdbc.datasource.DriverManagerDataSource;

@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class DatabaseChecksTest {

    private TestDatabase database;
    private JdbcClient service;
    private JdbcClient owner;

    @BeforeAll
    void start() {
        database = TestDatabase.create();
        service = JdbcClient.create(database.service());
        owner = JdbcClient.create(
                new DriverManagerDataSource(database.url(), TestDatabase.OWNER, TestDatabase.PASSWORD));
    }

    @AfterAll
    void stop() {
        database.close();
    }

    @Test
    void the_roles_of_the_migrations_are_fine() {
        assertThat(new ServiceRoleCheck(service).look()).hasOnlyElementsOfType(Fine.class);
        assertThat(sipReader()).hasOnlyElementsOfType(Fine.class);
    }

    @Test
    void a_service_that_may_create_tables_is_a_problem() {
        during(
                "GRANT CREATE ON SCHEMA public TO firstring_service",
                "REVOKE CREATE ON SCHEMA public FROM firstring_service",
                () -> assertWrong(new ServiceRoleCheck(service).look(), "can change the schema"));
    }

    @Test
    void a_service_that_may_rewrite_the_trail_is_a_problem() {
        during(
                "GRANT UPDATE (actor) ON audit_event TO firstring_service",
                "REVOKE UPDATE (actor) ON audit_event FROM firstring_service",
                () -> assertWrong(new ServiceRoleCheck(service).look(), "rewrite the audit trail"));
    }

    @Test
    void a_service_that_may_delete_from_the_trail_is_a_problem_even_if_it_is_only_a_part_of_it() {
        for (String table : List.of("audit_event", "audit_event_default")) {
            during(
                    "GRANT DELETE ON " + table + " TO firstring_service",
                    "REVOKE DELETE ON " + table + " FROM firstring_service",
                    () -> assertWrong(new ServiceRoleCheck(service).look(), "rewrite the audit trail"));
        }
    }

    @Test
    void a_service_that_may_not_read_a_table_is_a_problem() {
        during(
                "REVOKE SELECT ON account FROM firstring_service",
                "GRANT SELECT ON account TO firstring_service",
                () -> assertWrong(new ServiceRoleCheck(service).look(), "may not read account"));
    }

    @Test
    void the_owner_is_no_role_for_the_service() {
        assertWrong(new ServiceRoleCheck(owner).look(), "owns");
    }

    @Test
    void a_sip_reader_that_sees_one_more_column_is_a_problem() {
        during(
                "GRANT SELECT (secret) ON sip_credential TO firstring_sip",
                "REVOKE SELECT (secret) ON sip_credential FROM firstring_sip",
                () -> assertWrong(sipReader(), "can read sip_credential"));
    }

    @Test
    void a_sip_reader_that_writes_is_a_problem() {
        during(
                "GRANT DELETE ON account TO firstring_sip",
                "REVOKE DELETE ON account FROM firstring_sip",
                () -> assertWrong(sipReader(), "can change account"));
    }

    @Test
    void a_sip_reader_without_its_views_is_a_problem() {
        during(
                "REVOKE SELECT ON sip_auth FROM firstring_sip",
                "GRANT SELECT ON sip_auth TO firstring_sip",
                () -> assertWrong(sipReader(), "cannot read sip_auth"));
    }

    @Test
    void a_sip_reader_that_is_not_there_is_a_problem() {
        assertWrong(new SipReaderCheck(service, "nobody_of_that_name").look(), "no role nobody_of_that_name");
    }

    @Test
    void clocks_that_differ_are_a_problem() {
        SettableClock wrong = new SettableClock();
        wrong.set(Clock.systemUTC().instant().minus(Duration.ofMinutes(1)));

        assertWrong(new ClockCheck(service, wrong).look(), "differ by");
        assertThat(new ClockCheck(service, Clock.systemUTC()).look()).hasOnlyElementsOfType(Fine.class);
    }

    private List<Finding> sipReader() {
        return new SipReaderCheck(service, TestDatabase.SIP_READER).look();
    }

    private void during(String statement, String undo, Runnable look) {
        owner.sql(statement).update();
        try {
            look.run();
        } finally {
            owner.sql(undo).update();
        }
    }

    private static void assertWrong(List<Finding> findings, String detail) {
        assertThat(findings)
                .isNotEmpty()
                .allSatisfy(finding -> assertThat(finding).isInstanceOf(Wrong.class));
        assertThat(findings)
                .anySatisfy(finding -> assertThat(((Wrong) finding).detail()).contains(detail));
    }
}
