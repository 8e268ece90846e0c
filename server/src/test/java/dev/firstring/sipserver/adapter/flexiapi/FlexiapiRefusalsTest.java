package dev.firstring.sipserver.adapter.flexiapi;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.firstring.sip.SipAddress;
import dev.firstring.sipserver.SipServer;
import dev.firstring.sipserver.SipServerFault;
import dev.firstring.sipserver.SipServerFault.Kind;
import dev.firstring.sipserver.WantedAccount;
import dev.firstring.sipserver.adapter.flexiapi.FlexiapiStub.Answer;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What the account manager refuses, and what it answers otherwise than its documents say. */
class FlexiapiRefusalsTest extends FlexiapiFixture {

    @Test
    void a_full_space_is_told_from_a_key_that_is_good_for_nothing() {
        stub.space.most = 0;
        assertThat(fault(server.newAccount())).isEqualTo(Kind.QUOTA_EXCEEDED);

        stub.always.set(Answer.message(403, "Account blocked"));
        assertThat(fault(server.newAccount())).isEqualTo(Kind.AUTHENTICATION_FAILED);
    }

    @Test
    void a_key_that_makes_accounts_in_another_domain_is_found_out_and_leaves_nothing() {
        WantedAccount account = server.newAccount();
        WantedAccount elsewhere = new WantedAccount(
                new SipAddress(account.address().username(), "other.example.test", "other.example.test"),
                true,
                account.secret(),
                null,
                null,
                account.created());

        assertThat(fault(elsewhere)).isEqualTo(Kind.CONFIGURATION_ERROR);
        assertThat(stub.space.accounts).isEmpty();
    }

    @Test
    void a_wrong_key_is_told_though_the_answer_is_plain_text() {
        try (SipServer stranger = new FlexiapiServer(FlexiapiUnderTest.settings(stub.url(), "wrong"))) {
            assertThatThrownBy(() -> stranger.find(server.newAccount().aor()))
                    .isInstanceOfSatisfying(
                            SipServerFault.class,
                            fault -> assertThat(fault.kind()).isEqualTo(Kind.AUTHENTICATION_FAILED));
            assertThat(stranger.health().reachable()).isFalse();
            assertThat(stranger.health().problem()).contains("401");
        }
    }

    @Test
    void a_redirect_to_the_page_for_signing_in_is_not_followed() {
        stub.always.set(new Answer(302, stub.url() + "/login"));

        assertThat(fault(server.newAccount())).isEqualTo(Kind.AUTHENTICATION_FAILED);
        assertThat(stub.calls).hasSize(1);
    }

    @ParameterizedTest
    @CsvSource({
        "400, INTERNAL_ERROR",
        "401, AUTHENTICATION_FAILED",
        "403, AUTHENTICATION_FAILED",
        "404, CONFIGURATION_ERROR",
        "410, INTERNAL_ERROR",
        "419, INTERNAL_ERROR",
        "422, INVALID_CREDENTIALS",
        "429, SERVER_UNAVAILABLE",
        "500, INTERNAL_ERROR",
        "502, SERVER_UNAVAILABLE",
        "503, SERVER_UNAVAILABLE",
        "504, SERVER_UNAVAILABLE",
        "301, CONFIGURATION_ERROR"
    })
    void each_refusal_has_its_kind_with_html_as_with_json(int status, Kind kind) {
        for (String body : new String[] {"<html>refused</html>", "{\"message\":\"refused\"}", ""}) {
            stub.always.set(new Answer(status, body));
            assertThat(fault(server.newAccount())).as(body).isEqualTo(kind);
        }
    }

    @Test
    void a_refusal_is_told_whether_its_errors_are_lists_or_texts_and_without_secrets() {
        WantedAccount account = server.newAccount();
        String secrets = account.secret().reveal() + " " + FlexiapiUnderTest.KEY;
        stub.always.set(Answer.json(422, Map.of("errors", Map.of("password", "Bad:\n" + secrets))));

        assertThatThrownBy(() -> adapter.apply(account))
                .hasMessageContaining("password: Bad: (secret) (secret)")
                .hasMessageNotContaining(account.secret().reveal())
                .hasMessageNotContaining(FlexiapiUnderTest.KEY);
    }

    @Test
    void a_page_instead_of_an_account_does_not_fit() {
        stub.always.set(new Answer(200, "<html>welcome</html>"));

        assertThatThrownBy(() -> adapter.find(server.newAccount().aor()))
                .isInstanceOfSatisfying(
                        SipServerFault.class, fault -> assertThat(fault.kind()).isEqualTo(Kind.CONFIGURATION_ERROR));
        assertThat(adapter.health().reachable()).isFalse();
    }
}
