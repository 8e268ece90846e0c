package dev.firstring.hostile;

import static dev.firstring.testing.Person.bearer;
import static dev.firstring.testing.Person.expect;
import static org.assertj.core.api.Assertions.assertThat;

import dev.firstring.account.admin.Scope;
import dev.firstring.account.apikey.ApiKeys;
import dev.firstring.account.apikey.TestApiKeys;
import dev.firstring.sipserver.Capability;
import dev.firstring.sipserver.MemoryServer;
import dev.firstring.sipserver.SipServerFault.Kind;
import dev.firstring.testing.Person;
import dev.firstring.testing.RunningService;
import dev.firstring.testing.RunningService.Reply;
import dev.firstring.testing.SettableClock;
import dev.firstring.testing.TestDatabase;
import java.time.Duration;
import java.util.Locale;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.jdbc.core.JdbcTemplate;

/**
 * Errors that the OpenAPI document lists and that no test of another subject brings about: {@code bin/contract} finds a listed
 * error that no operation ever gave.
 */
@Tag("slow")
class ListedErrorsTest {

    private static final String CREDENTIALS = "/api/sip/credentials";

    private static final SettableClock CLOCK = new SettableClock();
    private static final MemoryServer SERVER = new MemoryServer("flexisip-1", Capability.DROPS_ONE_CONTACT);

    private static TestDatabase database;
    private static RunningService service;
    private static String[] operator;

    @BeforeAll
    static void start() {
        database = TestDatabase.create();
        service = RunningService.over(database)
                .clock(CLOCK)
                .sipServers(SERVER)
                .set("firstring.limits.address-hour", 1000)
                .start();
        operator = new String[] {
            "X-API-Key",
            TestApiKeys.make(service.bean(ApiKeys.class), "all", Scope.values()).reveal()
        };
    }

    @AfterAll
    static void stop() {
        service.close();
        database.close();
    }

    @AfterEach
    void mend() {
        SERVER.failWith(null);
        CLOCK.advance(Duration.ofHours(2));
    }

    /** Faults that name an account make no sense as the answer to a question. */
    @ParameterizedTest
    @EnumSource(value = Kind.class, mode = EnumSource.Mode.EXCLUDE, names = "AUTHENTICATION_FAILED")
    void a_question_that_no_server_answers_is_refused_with_one_of_three_errors(Kind kind) {
        Reply linked = Person.at(service).onboard();
        String told = switch (kind) {
            case SERVER_UNAVAILABLE -> kind.name();
            default -> "CONFIGURATION_ERROR";
        };
        SERVER.failWith(kind);

        assertThat(service.get(CREDENTIALS + "/" + id(linked) + "/registration", bearer(linked))
                        .code())
                .isEqualTo(told);
        assertThat(service.get("/api/admin/sip/credentials/" + id(linked) + "/registration", operator)
                        .code())
                .isEqualTo(told);
    }

    /** No call follows the first one until an operator has mended it, so this service is one of its own. */
    @Test
    void a_server_that_does_not_let_the_service_in_is_told_of_for_questions_and_changes() {
        MemoryServer closed = new MemoryServer("closed", Capability.DROPS_ONE_CONTACT);
        try (RunningService other =
                RunningService.over(database).clock(CLOCK).sipServers(closed).start()) {
            Reply linked = Person.at(other).onboard();
            String path = CREDENTIALS + "/" + id(linked) + "/registration";
            String admin = "/api/admin/sip/credentials/" + id(linked);
            closed.failWith(Kind.AUTHENTICATION_FAILED);

            assertThat(other.get(path, bearer(linked)).code()).isEqualTo("AUTHENTICATION_FAILED");
            assertThat(other.get(admin + "/registration", operator).code()).isEqualTo("AUTHENTICATION_FAILED");
            assertThat(other.post(admin + "/sync", "", operator).code()).isEqualTo("AUTHENTICATION_FAILED");
            assertThat(other.post(admin + "/deregister", "", operator).code()).isEqualTo("AUTHENTICATION_FAILED");
            assertThat(drop(other, linked).code()).isEqualTo("AUTHENTICATION_FAILED");
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"cancelled", "completed", "expired"})
    void a_session_that_has_ended_says_how_to_whatever_is_asked_of_it(String end) {
        Person person = Person.at(service);
        expect(person.start());
        switch (end) {
            case "cancelled" -> expect(cancel(person));
            case "expired" -> CLOCK.advance(Duration.ofHours(1));
            default -> {
                expect(person.verify());
                expect(person.link());
            }
        }
        String told = "SESSION_" + end.toUpperCase(Locale.ROOT);

        assertThat(cancel(person).code()).isEqualTo(told);
        assertThat(extend(person).code()).isEqualTo(told);
        assertThat(person.verify().code()).isEqualTo(told);
        assertThat(person.resend("sms").code()).isEqualTo(told);
        assertThat(startIn(person).code()).isEqualTo(told);
        if (end.equals("expired")) {
            assertThat(person.link().code()).isEqualTo(told);
        }
    }

    @Test
    void a_step_that_is_over_cannot_be_repeated_and_a_number_must_be_the_session_s() {
        Person person = Person.at(service);
        expect(person.start());
        CLOCK.advance(Duration.ofMinutes(2));
        assertThat(service.post(
                                "/api/onboarding/resend-otp",
                                "{\"sessionId\":\"%s\",\"phoneNumber\":\"+33699999990\"}".formatted(person.session()))
                        .code())
                .isEqualTo("PHONE_MISMATCH");
        expect(person.verify());

        assertThat(person.resend("sms").code()).isEqualTo("INVALID_STEP");
    }

    @Test
    void a_session_whose_code_has_been_deleted_has_none_to_verify() {
        Person person = Person.at(service);
        expect(person.start());
        new JdbcTemplate(database.superuser())
                .update("DELETE FROM verification WHERE phone_number = ?", person.number());

        assertThat(person.verify().code()).isEqualTo("NO_PENDING_VERIFICATION");
    }

    @Test
    void an_account_with_all_its_credentials_gets_no_further_one() {
        Person person = Person.at(service);
        Reply linked = person.onboard();
        for (int number = 0; number < 4; number++) {
            linked = Person.at(service).onboard(bearer(linked));
        }
        Person one = Person.at(service);
        expect(one.start());
        expect(one.verify());

        assertThat(one.link(bearer(linked)).code()).isEqualTo("QUOTA_EXCEEDED");
    }

    @Test
    void a_revoked_credential_is_good_for_nothing() {
        Person person = Person.at(service);
        String revoked = id(person.onboard());
        expect(act(revoked, "revoke"));
        CLOCK.advance(Duration.ofMinutes(5));
        String[] caller = bearer(person.again(service).onboard());
        String path = CREDENTIALS + "/" + revoked;

        assertThat(service.post(path + "/provisioning-links", "{}", caller).code())
                .isEqualTo("INVALID_STATE");
        assertThat(service.post(path + "/regenerate-password", "", caller).code())
                .isEqualTo("INVALID_STATE");
        assertThat(service.call("PATCH", path, "{\"displayName\":\"Ada\"}", caller)
                        .code())
                .isEqualTo("INVALID_STATE");
        assertThat(service.get("/provisioning/me?credential=" + revoked, caller).code())
                .isEqualTo("INVALID_STATE");
        assertThat(service.get("/provisioning/me?credential=nothing", caller).code())
                .isEqualTo("CREDENTIAL_NOT_FOUND");
        String nobody = "00000000-0000-7000-8000-000000000000";
        assertThat(act(nobody, "revoke").code()).isEqualTo("CREDENTIAL_NOT_FOUND");
        assertThat(act(nobody, "deregister").code()).isEqualTo("CREDENTIAL_NOT_FOUND");
        assertThat(service.get("/api/admin/sip/credentials/" + nobody + "/timeline", operator)
                        .code())
                .isEqualTo("CREDENTIAL_NOT_FOUND");
        assertThat(service.call("DELETE", CREDENTIALS + "/" + nobody + "/registration/" + "A".repeat(16), "", caller)
                        .code())
                .isEqualTo("CREDENTIAL_NOT_FOUND");
    }

    @Test
    void a_number_whose_credential_is_suspended_gets_no_other_one() {
        Person first = Person.at(service);
        Reply linked = first.onboard();
        Person second = Person.at(service);
        second.onboard(bearer(linked));
        expect(act(id(linked), "suspend"));
        CLOCK.advance(Duration.ofMinutes(5));
        String[] caller = bearer(second.again(service).onboard());

        assertThat(service.post(CREDENTIALS, "{\"phoneNumber\":\"%s\"}".formatted(first.number()), caller)
                        .code())
                .isEqualTo("INVALID_STATE");
    }

    /** Whether there is such a device only the server could tell. */
    private static Reply drop(RunningService node, Reply linked) {
        String path = CREDENTIALS + "/" + id(linked) + "/registration/" + "A".repeat(16);
        return node.call("DELETE", path, "", bearer(linked));
    }

    private static Reply act(String id, String act) {
        String body = act.equals("suspend") || act.equals("revoke") ? "{\"reason\":\"unpaid\"}" : "";
        return service.post("/api/admin/sip/credentials/" + id + "/" + act, body, operator);
    }

    private static Reply cancel(Person person) {
        return service.call("DELETE", "/api/onboarding/session", "", "X-Onboarding-Session", person.session());
    }

    private static Reply extend(Person person) {
        return service.post("/api/onboarding/session/extend", "", "X-Onboarding-Session", person.session());
    }

    private static Reply startIn(Person person) {
        return service.post(
                "/api/onboarding/start",
                "{\"sessionId\":\"%s\",\"phoneNumber\":\"%s\"}".formatted(person.session(), person.number()));
    }

    private static String id(Reply linked) {
        return linked.json().at("/data/sip_credentials/id").asString();
    }
}
