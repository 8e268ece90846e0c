package dev.firstring.messaging.provider.ovh;

import static com.github.tomakehurst.wiremock.client.WireMock.aResponse;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.github.tomakehurst.wiremock.verification.LoggedRequest;
import dev.firstring.messaging.HttpSenderContract;
import dev.firstring.messaging.MessageSender;
import dev.firstring.messaging.MessageSender.SendOutcome.Accepted;
import dev.firstring.messaging.MessageSender.SendOutcome.Reason;
import dev.firstring.platform.Secret;
import dev.firstring.testing.SettableClock;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.json.JsonMapper;

class OvhSenderTest extends HttpSenderContract {

    private static final Secret APPLICATION = Secret.of("EXEgWIz07P0HYwtQDs7cNIqCiQaWSuHF");
    private static final Secret CONSUMER = Secret.of("MtSwSrPpNjqfVSmJhLbPyr2i45lSwPU1");

    @Override
    protected MessageSender sender(Duration limit) {
        return new OvhSender(
                new OvhSettings("sms-ab12345-1", "app-key", APPLICATION, CONSUMER, "Acme", provider.baseUrl(), limit),
                APPLICATION,
                CONSUMER,
                new SettableClock());
    }

    @Override
    protected void willing() {
        answers(aResponse()
                .withStatus(200)
                .withBody("{\"totalCreditsRemoved\":1,\"invalidReceivers\":[],\"ids\":[27814656],"
                        + "\"validReceivers\":[\"+33612345678\"]}"));
    }

    @Override
    protected String textOf(LoggedRequest call) {
        return JsonMapper.shared()
                .readTree(call.getBodyAsString())
                .path("message")
                .asString("");
    }

    @Override
    protected List<String> secrets() {
        return List.of(APPLICATION.reveal(), CONSUMER.reveal());
    }

    @Test
    void a_message_is_a_job_of_the_account_signed_as_ovh_wants() {
        assertThat(sender().send(sms())).isEqualTo(new Accepted("27814656"));

        LoggedRequest call = lastCall();
        var job = JsonMapper.shared().readTree(call.getBodyAsString());
        assertThat(call.getUrl()).isEqualTo("/sms/sms-ab12345-1/jobs");
        assertThat(job.at("/receivers/0").asString()).isEqualTo(NUMBER.e164());
        assertThat(job.path("sender").asString()).isEqualTo("Acme");
        assertThat(job.path("noStopClause").asBoolean()).isTrue();
        assertThat(call.getHeader("X-Ovh-Signature"))
                .isEqualTo(OvhSender.signature(
                        APPLICATION,
                        CONSUMER,
                        "POST",
                        provider.baseUrl() + call.getUrl(),
                        call.getBodyAsString(),
                        call.getHeader("X-Ovh-Timestamp")));
    }

    @Test
    void the_example_of_the_documentation_has_its_signature() {
        assertThat(OvhSender.signature(
                        APPLICATION, CONSUMER, "GET", "https://eu.api.ovh.com/1.0/domains/", "", "1366560945"))
                .isEqualTo("$1$d3705e8afb27a0d2970a322b96550abfc67bb798");
    }

    @Test
    void answers_are_sorted() {
        refuses(200, "{\"ids\":[],\"invalidReceivers\":[\"+33612345678\"]}", Reason.TRANSPORT_REFUSED);
        refuses(200, "{\"ids\":[],\"invalidReceivers\":[],\"validReceivers\":[]}", Reason.TRANSPORT_REFUSED);
        refuses(400, "{\"message\":\"Sender not allowed\"}", Reason.TRANSPORT_REFUSED);
        refuses(402, "{\"message\":\"no credits\"}", Reason.UNAVAILABLE);
        refuses(403, "{\"message\":\"This credential is not valid\"}", Reason.UNAVAILABLE);
    }

    @Test
    void settings_of_no_use_are_refused_at_start() {
        assertThatThrownBy(() -> new OvhSettings(
                        "sms-1", "", APPLICATION, CONSUMER, "Acme", "https://a/", Duration.ofSeconds(2)))
                .hasMessageContaining("service-name");
    }
}
