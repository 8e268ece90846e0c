package dev.firstring.sipserver.adapter.rest;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.firstring.platform.Secret;
import dev.firstring.sipserver.ServerHealth;
import dev.firstring.sipserver.SipServer;
import dev.firstring.sipserver.SipServerFault;
import dev.firstring.sipserver.SipServerFault.Kind;
import dev.firstring.sipserver.WantedAccount;
import dev.firstring.sipserver.adapter.rest.stub.RestStub;
import dev.firstring.sipserver.adapter.rest.stub.StubAnswer;
import java.time.Duration;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class RestFaultsTest {

    private final RestUnderTest server = new RestUnderTest();
    private final RestStub stub = server.stub;
    private final SipServer adapter = server.adapter();

    @AfterEach
    void close() {
        server.close();
    }

    @ParameterizedTest
    @CsvSource({
        "400, INTERNAL_ERROR",
        "401, AUTHENTICATION_FAILED",
        "403, AUTHENTICATION_FAILED",
        "409, ACCOUNT_EXISTS",
        "302, INTERNAL_ERROR",
        "422, INTERNAL_ERROR",
        "429, SERVER_UNAVAILABLE",
        "500, INTERNAL_ERROR",
        "502, SERVER_UNAVAILABLE",
        "503, SERVER_UNAVAILABLE",
        "504, SERVER_UNAVAILABLE"
    })
    void each_status_has_its_kind_whatever_the_body(int status, Kind kind) {
        for (String body : new String[] {"<html>no</html>", "{\"message\":\"no\"}", "[]", "\"no\"", ""}) {
            stub.faults().answerAlways(StubAnswer.text(status, body));
            assertThat(fault(() -> adapter.remove(server.newAccount().aor())))
                    .as(body)
                    .isEqualTo(kind);
        }
    }

    @ParameterizedTest
    @CsvSource({
        "400, ACCOUNT_EXISTS, ACCOUNT_EXISTS",
        "403, QUOTA_EXCEEDED, QUOTA_EXCEEDED",
        "500, QUOTA_EXCEEDED, QUOTA_EXCEEDED",
        "423, ACCOUNT_DISABLED, ACCOUNT_DISABLED",
        "422, INVALID_CREDENTIALS, INVALID_CREDENTIALS",
        "400, SOMETHING_ELSE, INTERNAL_ERROR",
        "503, ACCOUNT_EXISTS, SERVER_UNAVAILABLE",
        "401, ACCOUNT_EXISTS, AUTHENTICATION_FAILED"
    })
    void a_code_says_more_than_a_status(int status, String code, Kind kind) {
        stub.faults().answerAlways(StubAnswer.error(status, code, "no"));

        assertThat(fault(() -> adapter.deregister(server.newAccount().aor()))).isEqualTo(kind);
    }

    @Test
    void an_account_that_there_is_not_is_told_by_code_as_well_as_by_status() {
        stub.faults().answerAlways(StubAnswer.error(400, "ACCOUNT_NOT_FOUND", "no"));

        adapter.remove(server.newAccount().aor());
        assertThat(adapter.find(server.newAccount().aor())).isEmpty();
    }

    @Test
    void calls_that_no_server_of_the_dialect_refuses_by_404_are_a_matter_of_configuration() {
        stub.faults().answerAlways(StubAnswer.text(404, "not here"));

        assertThat(fault(() -> adapter.apply(server.newAccount()))).isEqualTo(Kind.CONFIGURATION_ERROR);
        assertThat(fault(() -> adapter.accounts("", 10))).isEqualTo(Kind.CONFIGURATION_ERROR);
        assertThat(adapter.health().reachable()).isFalse();
    }

    @Test
    void text_that_is_no_json_is_fine_where_nothing_is_read_from_it() {
        stub.faults().setPlainText(true);
        WantedAccount account = server.newAccount();

        adapter.apply(account);

        assertThat(server.admits(account)).isTrue();
        assertThat(adapter.health().reachable()).isTrue();
        assertThat(fault(() -> adapter.find(account.aor()))).isEqualTo(Kind.CONFIGURATION_ERROR);
        assertThat(fault(() -> adapter.accounts("", 10))).isEqualTo(Kind.CONFIGURATION_ERROR);
    }

    @Test
    void a_message_of_the_server_is_cut_short_and_holds_neither_secrets_nor_control_characters() {
        WantedAccount account = server.newAccount();
        String password = account.secret().reveal();
        String message = "bad \u001b[31m" + password + "\r\n" + RestUnderTest.KEY + " " + "long ".repeat(200);
        stub.faults().answerAlways(StubAnswer.error(400, "BAD", message));

        assertThatThrownBy(() -> adapter.apply(account))
                .satisfies(fault -> assertThat(fault.getMessage())
                        .contains("BAD bad [31m(secret) (secret) long")
                        .doesNotContain(password, RestUnderTest.KEY, "\u001b", "\n", "\r")
                        .hasSizeLessThan(320));
    }

    @Test
    void health_tells_what_is_wrong() {
        stub.credentials().changeKey("another");
        assertThat(adapter.health().reachable()).isFalse();
        assertThat(adapter.health().problem()).contains("401");

        stub.faults().answerAlways(StubAnswer.json(200, Map.of("status", "degraded", "uptime", 90)));
        ServerHealth degraded = adapter.health();
        assertThat(degraded.reachable()).isTrue();
        assertThat(degraded.problem()).contains("degraded");
        assertThat(degraded.uptime()).isEqualTo(Duration.ofSeconds(90));
        assertThat(degraded.version()).isNull();
    }

    @Test
    void a_login_is_sent_besides_the_key_where_there_is_one() {
        stub.credentials().requireLogin("admin", "pässword: 1");
        assertThat(fault(() -> adapter.apply(server.newAccount()))).isEqualTo(Kind.AUTHENTICATION_FAILED);

        RestServerSettings settings = new RestServerSettings(
                "pbx",
                stub.url(),
                Secret.of(RestUnderTest.KEY),
                "admin",
                Secret.of("pässword: 1"),
                "",
                Duration.ofSeconds(1),
                Duration.ofSeconds(5),
                2,
                null);
        try (SipServer both = new RestServer(settings, RestUnderTest.DOMAIN)) {
            WantedAccount account = server.newAccount();
            both.apply(account);
            assertThat(server.admits(account)).isTrue();
        }
    }

    @Test
    void a_key_that_was_changed_is_refused() {
        stub.credentials().changeKey("another");

        assertThat(fault(() -> adapter.find(server.newAccount().aor()))).isEqualTo(Kind.AUTHENTICATION_FAILED);
    }

    @Test
    void a_full_server_says_so() {
        stub.accounts().setQuota(0);

        assertThat(fault(() -> adapter.apply(server.newAccount()))).isEqualTo(Kind.QUOTA_EXCEEDED);
    }

    @Test
    void what_the_dialect_cannot_do_is_not_pretended() {
        WantedAccount account = server.newAccount();
        assertThatThrownBy(() -> adapter.registered("", 10)).isInstanceOf(UnsupportedOperationException.class);
        assertThatThrownBy(() -> adapter.deregister(account.aor(), "x"))
                .isInstanceOf(UnsupportedOperationException.class);
    }

    static Kind fault(Runnable call) {
        try {
            call.run();
        } catch (SipServerFault e) {
            return e.kind();
        }
        throw new AssertionError("the call was answered well");
    }
}
