package dev.firstring.console.credentials;

import static org.assertj.core.api.Assertions.assertThat;

import dev.firstring.account.admin.Scope;
import dev.firstring.account.apikey.ApiKeyCreation;
import dev.firstring.account.apikey.ApiKeys;
import dev.firstring.account.apikey.NewApiKey;
import dev.firstring.testing.Person;
import dev.firstring.testing.RunningService;
import dev.firstring.testing.RunningService.Reply;
import dev.firstring.testing.SharedService;
import java.time.Duration;
import java.util.EnumSet;
import java.util.List;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;

/** What operators and owners are told where no SIP server is configured. */
class NoSipServerTest {

    private final RunningService service = SharedService.ordinary().node();

    @Test
    void without_a_sip_server_nothing_is_healthy_and_nobody_is_said_to_be_told() {
        String[] admin = key(service);
        Reply linked = Person.at(service).onboard();
        String id = linked.json().at("/data/sip_credentials/id").asString();
        String[] bearer = {
            "Authorization",
            "Bearer " + linked.json().at("/data/tokens/access_token").asString()
        };
        assertThat(linked.json().at("/data/sip_credentials/sync_status").asString())
                .isEqualTo("synced");

        JsonNode health = Person.expect(service.get("/api/sip/health", bearer)).json();
        assertThat(health.at("/data/configured").asBoolean(true)).isFalse();
        assertThat(health.at("/data/healthy").asBoolean(true)).isFalse();
        for (String act : List.of("sync", "deregister")) {
            Reply told = Person.expect(service.call("POST", "/api/admin/sip/credentials/" + id + "/" + act, "", admin));
            assertThat(told.json().at("/message").asString())
                    .isEqualTo("No SIP server is configured, so none was told anything.");
            assertThat(told.json().at("/data/steps").size()).isZero();
        }
        Reply suspended = Person.expect(service.call(
                "POST", "/api/admin/sip/credentials/" + id + "/suspend", "{\"reason\":\"unpaid\"}", admin));
        assertThat(suspended.json().at("/data/steps").size()).isEqualTo(1);
    }

    private static String[] key(RunningService at) {
        ApiKeyCreation.Created key = (ApiKeyCreation.Created)
                at.bean(ApiKeys.class).create(new NewApiKey("acts", EnumSet.allOf(Scope.class), Duration.ofDays(30)));
        return new String[] {"X-API-Key", key.key().reveal()};
    }
}
