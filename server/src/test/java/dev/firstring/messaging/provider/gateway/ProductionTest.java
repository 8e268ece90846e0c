package dev.firstring.messaging.provider.gateway;

import static dev.firstring.testing.Person.expect;
import static org.assertj.core.api.Assertions.assertThat;

import com.github.tomakehurst.wiremock.WireMockServer;
import com.github.tomakehurst.wiremock.client.WireMock;
import com.github.tomakehurst.wiremock.core.WireMockConfiguration;
import dev.firstring.testing.Person;
import dev.firstring.testing.RunningService;
import dev.firstring.testing.RunningService.Reply;
import dev.firstring.testing.TestDatabase;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

@Tag("slow")
class ProductionTest {

    @Test
    void production_starts_with_a_real_sender_and_shows_the_code_to_nobody_but_the_phone() {
        WireMockServer gateway =
                new WireMockServer(WireMockConfiguration.wireMockConfig().dynamicPort());
        gateway.start();
        gateway.stubFor(WireMock.any(WireMock.anyUrl()).willReturn(WireMock.ok("taken")));
        try (TestDatabase database = TestDatabase.create();
                RunningService service = RunningService.over(database)
                        .set("firstring.mode", "production")
                        .set("firstring.sip.domain", "sip.example.org")
                        .set("firstring.http.public-url", "https://call.example.org")
                        .set("firstring.messaging.senders", "acme")
                        .set("firstring.messaging.gateways[0].id", "acme")
                        .set("firstring.messaging.gateways[0].url", gateway.baseUrl() + "/?to={to}&text={text}")
                        .start()) {
            Person person = Person.at(service);

            Reply started = expect(person.start());

            assertThat(person.code()).isEmpty();
            String text = gateway.findAll(WireMock.getRequestedFor(WireMock.anyUrl()))
                    .getLast()
                    .queryParameter("text")
                    .firstValue();
            Matcher code = Pattern.compile("\\b\\d{6}\\b").matcher(text);
            assertThat(code.find()).isTrue();
            assertThat(started.body()).doesNotContain(code.group());
            assertThat(service.get("/dev/inbox").status()).isEqualTo(404);
            expect(person.verify(code.group()));
        } finally {
            gateway.stop();
        }
    }
}
