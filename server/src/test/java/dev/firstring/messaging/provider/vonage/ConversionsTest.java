package dev.firstring.messaging.provider.vonage;

import static dev.firstring.testing.Person.expect;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.github.tomakehurst.wiremock.WireMockServer;
import com.github.tomakehurst.wiremock.client.WireMock;
import com.github.tomakehurst.wiremock.core.WireMockConfiguration;
import dev.firstring.platform.call.HttpCaller.Forms;
import dev.firstring.testing.Person;
import dev.firstring.testing.RunningService;
import dev.firstring.testing.SettableClock;
import dev.firstring.testing.TestDatabase;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.springframework.jdbc.core.JdbcTemplate;

@Tag("slow")
class ConversionsTest {

    @Test
    void vonage_is_told_once_which_codes_were_entered_and_which_ran_out() {
        SettableClock clock = new SettableClock();
        WireMockServer vonage =
                new WireMockServer(WireMockConfiguration.wireMockConfig().dynamicPort());
        vonage.start();
        vonage.stubFor(WireMock.post("/sms/json")
                .willReturn(WireMock.aResponse()
                        .withBody("{\"messages\":[{\"status\":\"0\",\"message-id\":\"{{randomValue length=8}}\"}]}")
                        .withTransformers("response-template")));
        vonage.stubFor(WireMock.post("/conversions/sms").willReturn(WireMock.ok()));
        try (TestDatabase database = TestDatabase.create();
                RunningService service = RunningService.over(database)
                        .clock(clock)
                        .set("firstring.messaging.senders", "vonage")
                        .set("firstring.messaging.vonage.api-key", "key")
                        .set("firstring.messaging.vonage.api-secret", "secret-of-vonage")
                        .set("firstring.messaging.vonage.from", "Acme")
                        .set("firstring.messaging.vonage.timeout", "4500ms")
                        .set("firstring.messaging.vonage.conversions", "true")
                        .set("firstring.messaging.vonage.sms-url", vonage.baseUrl())
                        .set("firstring.messaging.vonage.url", vonage.baseUrl())
                        .start()) {
            Person enters = Person.at(service);
            Person quitter = Person.at(service);
            expect(enters.start());
            expect(quitter.start());
            JdbcTemplate jdbc = new JdbcTemplate(database.service());
            await().until(() ->
                    jdbc.queryForObject("SELECT count(*) FROM message WHERE state = 'sent'", Integer.class) == 2);
            Conversions conversions = service.bean(Conversions.class);
            assertThat(conversions.runOnce()).isZero();

            expect(enters.verify());
            assertThat(conversions.runOnce()).isEqualTo(1);
            clock.advance(Duration.ofMinutes(11));
            assertThat(conversions.runOnce()).isEqualTo(1);
            assertThat(conversions.runOnce()).isZero();

            assertThat(vonage.findAll(WireMock.postRequestedFor(WireMock.urlEqualTo("/conversions/sms"))))
                    .extracting(call -> Forms.parse(call.getBodyAsString()).get("delivered"))
                    .containsExactlyInAnyOrder(List.of("true"), List.of("false"));
        } finally {
            vonage.stop();
        }
    }
}
