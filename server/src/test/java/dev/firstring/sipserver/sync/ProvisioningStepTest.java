package dev.firstring.sipserver.sync;

import static org.assertj.core.api.Assertions.assertThat;

import dev.firstring.sipserver.MemoryServer;
import dev.firstring.sipserver.SipServerFault.Kind;
import dev.firstring.testing.Person;
import dev.firstring.testing.RunningService;
import dev.firstring.testing.RunningService.Reply;
import dev.firstring.testing.SettableClock;
import dev.firstring.testing.TestDatabase;
import java.time.Duration;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.springframework.jdbc.core.JdbcTemplate;

/** A session waits in {@code sip_provisioning} for the SIP servers, and the person does not. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class ProvisioningStepTest {

    private final TestDatabase database = TestDatabase.create();
    private final SettableClock clock = new SettableClock();
    private final MemoryServer server = new MemoryServer("memory");
    private RunningService service;

    @BeforeAll
    void start() {
        service = RunningService.over(database)
                .clock(clock)
                .sipServers(server)
                .set("firstring.sip-server.sync.poll", "1m")
                .start();
    }

    @AfterEach
    void bringBack() {
        server.failWith(null);
        clock.advance(Duration.ofMinutes(10));
        service.bean(SyncPoller.class).drain();
    }

    @AfterAll
    void stop() {
        service.close();
        database.close();
    }

    @Test
    void a_session_is_complete_when_the_server_has_the_account() {
        Person person = Person.at(service);

        Reply linked = person.onboard();

        assertThat(linked.json().at("/data/completed").asBoolean()).isTrue();
        assertThat(linked.json().at("/data/current_step").asString()).isEqualTo("complete");
        assertThat(linked.json().at("/data/sip_credentials/sync_status").asString())
                .isEqualTo("synced");
        assertThat(person.status().data("currentStep")).isEqualTo("complete");
    }

    @Test
    void credentials_are_given_out_while_the_server_is_away_and_the_session_completes_when_it_is_back() {
        server.failWith(Kind.SERVER_UNAVAILABLE);
        Person person = Person.at(service);

        Reply linked = person.onboard();

        assertThat(linked.json().at("/data/completed").asBoolean()).isFalse();
        assertThat(linked.json().at("/data/current_step").asString()).isEqualTo("sip_provisioning");
        assertThat(linked.json().at("/data/sip_credentials/sync_status").asString())
                .isEqualTo("pending");
        assertThat(linked.json().at("/data/sip_credentials/sip_password").asString())
                .hasSize(24);
        assertThat(person.status().data("currentStep")).isEqualTo("sip_provisioning");
        assertThat(person.status().json().at("/data/isCompleted").asBoolean()).isFalse();

        bringBack();

        assertThat(person.status().data("currentStep")).isEqualTo("complete");
        assertThat(person.status().json().at("/data/isCompleted").asBoolean()).isTrue();
    }

    @Test
    void a_session_completes_although_the_node_that_brought_the_account_died_before_it_could_tell() {
        server.failWith(Kind.SERVER_UNAVAILABLE);
        Person person = Person.at(service);
        person.onboard();

        new JdbcTemplate(database.service())
                .update("UPDATE sip_sync SET applied_revision = wanted_revision, due_at = NULL");

        assertThat(person.status().data("currentStep")).isEqualTo("complete");
    }

    @Test
    void linking_again_while_the_server_is_away_gives_the_same_credential() {
        server.failWith(Kind.SERVER_UNAVAILABLE);
        Person person = Person.at(service);
        Reply linked = person.onboard();

        Reply again = Person.expect(person.link());

        assertThat(again.json().at("/data/sip_credentials/id"))
                .isEqualTo(linked.json().at("/data/sip_credentials/id"));
        assertThat(again.json().at("/data/current_step").asString()).isEqualTo("sip_provisioning");
    }
}
