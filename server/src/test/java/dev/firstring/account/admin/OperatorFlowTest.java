package dev.firstring.account.admin;

import static org.assertj.core.api.Assertions.assertThat;

import dev.firstring.account.apikey.ApiKey;
import dev.firstring.account.apikey.ApiKeys;
import dev.firstring.account.apikey.TestApiKeys;
import dev.firstring.phone.PhoneNumber;
import dev.firstring.testing.Person;
import dev.firstring.testing.RunningService;
import dev.firstring.testing.RunningService.Reply;
import dev.firstring.testing.SharedService;
import dev.firstring.testing.TestDatabase;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.springframework.jdbc.core.JdbcTemplate;
import tools.jackson.databind.JsonNode;

/** Operators before two nodes of the whole service. */
@Tag("slow")
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class OperatorFlowTest {

    private final SharedService shared = SharedService.ordinary();
    private final TestDatabase database = shared.database();
    private final RunningService one = shared.node();
    private final RunningService two = shared.otherNode();
    private final JdbcTemplate jdbc = new JdbcTemplate(database.service());

    @Test
    void a_key_tells_who_it_is_in_both_spellings() {
        ApiKey key = TestApiKeys.make(one.bean(ApiKeys.class), "monitor", Scope.SIP_WRITE, Scope.SIP_READ);

        for (String path : new String[] {"/api/admin/me", "/api/v1/admin/me"}) {
            Reply reply = one.get(path, "X-API-Key", key.reveal());
            assertThat(reply.status()).as(reply.body()).isEqualTo(200);
            assertThat(reply.data("actor")).isEqualTo("admin:monitor");
            assertThat(reply.json().at("/data/scopes").toString()).isEqualTo("[\"sip:read\",\"sip:write\"]");
            assertThat(reply.header("Cache-Control")).contains("no-store");
        }
        assertThat(one.get("/api/admin/me", "X-API-Key", key.reveal(), "Accept-Language", "fr")
                        .json()
                        .path("message")
                        .asString())
                .startsWith("Voici");
    }

    @Test
    void a_key_that_is_revoked_on_one_node_is_refused_by_the_other_at_once() {
        ApiKey key = TestApiKeys.make(one.bean(ApiKeys.class), "short-lived", Scope.SIP_READ);
        assertThat(two.get("/api/v1/admin/me", "Authorization", "Bearer " + key.reveal())
                        .status())
                .isEqualTo(200);

        one.bean(ApiKeys.class).revoke("short-lived");

        Reply refused = two.get("/api/v1/admin/me", "Authorization", "Bearer " + key.reveal());
        assertThat(refused.status()).isEqualTo(401);
        assertThat(refused.code()).isEqualTo("INVALID_TOKEN");
        assertThat(refused.header("WWW-Authenticate")).contains("invalid_token");
        assertThat(refused.body()).doesNotContain(key.reveal());
    }

    @Test
    void an_account_is_an_admin_on_every_node_until_it_is_revoked_on_one() {
        Person person = Person.at(one);
        String[] bearer = Person.bearer(person.onboard());
        PhoneNumber number = new PhoneNumber(person.number());
        assertThat(two.get("/api/v1/admin/me", bearer).code()).isEqualTo("FORBIDDEN");

        one.bean(Admins.class).grant(number);
        Reply admitted = two.get("/api/v1/admin/me", bearer);
        assertThat(admitted.data("actor")).matches("admin:[0-9a-f-]{36}");
        assertThat(admitted.json().at("/data/scopes").size()).isEqualTo(Scope.values().length);

        one.bean(Admins.class).revoke(number);
        assertThat(two.get("/api/v1/admin/me", bearer).status()).isEqualTo(403);
    }

    @Test
    void nobody_in_particular_is_asked_to_sign_in() {
        Reply reply = one.get("/api/admin/me");

        assertThat(reply.status()).isEqualTo(401);
        assertThat(reply.code()).isEqualTo("AUTHENTICATION_REQUIRED");
        assertThat(reply.header("WWW-Authenticate")).isEqualTo("Bearer");
    }

    @Test
    void a_request_with_a_key_looks_into_the_database_by_an_index() {
        JdbcTemplate jdbc = new JdbcTemplate(database.service());
        assertThat(jdbc.queryForList("SELECT indexdef FROM pg_indexes WHERE tablename = 'api_key'", String.class))
                .anyMatch(index -> index.contains("UNIQUE") && index.endsWith("(key_hash)"));
    }

    @Test
    void the_document_tells_how_an_operator_signs_in_and_not_what_the_service_finds_out_itself() {
        JsonNode document = one.get("/openapi").json();
        JsonNode me = document.at("/paths/~1api~1v1~1admin~1me/get");

        assertThat(document.at("/components/securitySchemes/apiKey/name").asString())
                .isEqualTo("X-API-Key");
        assertThat(me.path("security").toString()).isEqualTo("[{\"apiKey\":[]},{\"bearer\":[]}]");
        assertThat(document.at("/paths/~1api~1admin~1me/get/security").toString())
                .isEqualTo("[{\"apiKey\":[]},{\"bearer\":[]},{\"cookie\":[]}]");
        assertThat(me.path("parameters").findValuesAsString("name")).isEmpty();
    }
}
