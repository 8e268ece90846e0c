package dev.firstring.softphone.web;

import static org.assertj.core.api.Assertions.assertThat;

import dev.firstring.sip.CredentialStatus;
import dev.firstring.sip.lifecycle.ChangeCredentialState;
import dev.firstring.testing.Person;
import dev.firstring.testing.RunningService;
import dev.firstring.testing.RunningService.Reply;
import dev.firstring.testing.SettableClock;
import dev.firstring.testing.TestDatabase;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** {@code GET /provisioning/me}, for apps that are signed in. */
@Tag("slow")
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class OwnDocumentTest {

    private static final String ME = "/provisioning/me";

    private final SettableClock clock = new SettableClock();
    private TestDatabase database;
    private RunningService service;

    @BeforeAll
    void start() {
        database = TestDatabase.create();
        service = RunningService.over(database)
                .clock(clock)
                .set("firstring.sip.proxy", "sbc.example.test:5061")
                .start();
    }

    @AfterAll
    void stop() {
        service.close();
        database.close();
    }

    @ParameterizedTest
    @CsvSource({
        "linphone, application/xml;charset=UTF-8, http://www.linphone.org/xsds/lpconfig.xsd",
        "acrobits, application/xml;charset=UTF-8, <proxy>sbc.example.test:5061</proxy>",
        "baresip, text/plain;charset=UTF-8, ';outbound=\"sip:sbc.example.test:5061;transport=tls\";'",
        "json, application/json, '\"sipProxy\":\"sbc.example.test:5061\"'"
    })
    void a_signed_in_app_gets_any_format_as_often_as_it_asks(String format, String type, String part) {
        Owner owner = Owner.at(service);

        for (int time = 0; time < 3; time++) {
            Reply reply = service.get(ME + "?format=" + format, owner.bearer());
            assertThat(reply.status()).as(reply.body()).isEqualTo(200);
            assertThat(reply.header("Content-Type")).isEqualTo(type);
            assertThat(reply.header("Cache-Control")).isEqualTo("no-store");
            assertThat(reply.body()).contains(part);
        }
    }

    @ParameterizedTest
    @CsvSource({
        "Groundwire/24.3, */*, <account>",
        "MyDialer/1.0, application/json, sipPassword",
        "curl/7.88.1, */*, <config"
    })
    void without_a_format_it_is_by_who_asks(String agent, String accept, String part) {
        List<String> headers = new ArrayList<>(List.of(Owner.at(service).bearer()));
        headers.addAll(List.of("User-Agent", agent, "Accept", accept));

        assertThat(service.get(ME, headers.toArray(String[]::new)).body()).contains(part);
    }

    @Test
    void it_is_the_newest_active_credential_or_the_one_that_is_named() {
        Person first = Person.at(service);
        Reply older = first.onboard();
        clock.advance(java.time.Duration.ofSeconds(1));
        Reply newer = Person.at(service).onboard(Person.bearer(older));
        String[] bearer = Person.bearer(newer);
        Owner old = new Owner(service, older);
        Owner fresh = new Owner(service, newer);
        assertThat(fresh.account()).isEqualTo(old.account());

        assertThat(idOf(service.get(ME + "?format=json", bearer))).isEqualTo(fresh.id());
        assertThat(idOf(service.get(ME + "?format=json&credential=" + old.id(), bearer)))
                .isEqualTo(old.id());
        become(CredentialStatus.SUSPENDED, fresh);
        assertThat(service.get(ME, bearer).code()).isEqualTo("INVALID_TOKEN");
        String[] again = Person.bearer(first.onboard());
        assertThat(idOf(service.get(ME + "?format=json", again))).isEqualTo(old.id());
        assertThat(service.get(ME + "?credential=" + fresh.id(), again).code()).isEqualTo("INVALID_STATE");
        become(CredentialStatus.REVOKED, old);
        assertThat(service.get(ME, again).code()).isEqualTo("INVALID_TOKEN");
    }

    @Test
    void what_is_refused_is_refused_as_the_api_does() {
        Owner owner = Owner.at(service);
        Owner stranger = Owner.at(service);

        Reply anonymous = service.get(ME);
        assertThat(anonymous.status()).isEqualTo(401);
        assertThat(anonymous.header("WWW-Authenticate")).isEqualTo("Bearer");
        assertThat(anonymous.header("Content-Type")).isEqualTo("application/problem+json");
        assertThat(service.get(ME, "Authorization", "Bearer nonsense").code()).isEqualTo("INVALID_TOKEN");
        assertThat(service.get(ME + "?credential=" + owner.id(), stranger.bearer())
                        .code())
                .isEqualTo("CREDENTIAL_NOT_FOUND");
        assertThat(service.get(ME + "?credential=x", owner.bearer()).code()).isEqualTo("CREDENTIAL_NOT_FOUND");
        assertThat(service.get(ME + "?format=html", owner.bearer()).code()).isEqualTo("VALIDATION_FAILED");
        assertThat(service.call("POST", ME, "", owner.bearer()).code()).isEqualTo("METHOD_NOT_ALLOWED");
    }

    @Test
    void a_cookie_does_not_count() {
        Owner owner = Owner.at(service);
        String token = owner.bearer()[1].substring("Bearer ".length());

        assertThat(service.get(ME, "Cookie", "firstring-access=" + token, "Sec-Fetch-Site", "same-origin")
                        .status())
                .isEqualTo(401);
        assertThat(service.get(
                                "/api/sip/credentials",
                                "Cookie",
                                "firstring-access=" + token,
                                "Sec-Fetch-Site",
                                "same-origin")
                        .status())
                .isEqualTo(200);
    }

    private static String idOf(Reply reply) {
        assertThat(reply.status()).as(reply.body()).isEqualTo(200);
        return reply.json().get("id").asString();
    }

    private void become(CredentialStatus status, Owner owner) {
        service.bean(ChangeCredentialState.class)
                .become(status, owner.credential(), "test", "admin:test", clock.instant());
    }
}
