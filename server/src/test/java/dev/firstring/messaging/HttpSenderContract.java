package dev.firstring.messaging;

import static com.github.tomakehurst.wiremock.client.WireMock.aResponse;
import static com.github.tomakehurst.wiremock.client.WireMock.any;
import static com.github.tomakehurst.wiremock.client.WireMock.anyRequestedFor;
import static com.github.tomakehurst.wiremock.client.WireMock.anyUrl;
import static com.github.tomakehurst.wiremock.core.WireMockConfiguration.wireMockConfig;
import static org.assertj.core.api.Assertions.assertThat;

import com.github.tomakehurst.wiremock.WireMockServer;
import com.github.tomakehurst.wiremock.client.ResponseDefinitionBuilder;
import com.github.tomakehurst.wiremock.http.Fault;
import com.github.tomakehurst.wiremock.verification.LoggedRequest;
import dev.firstring.messaging.MessageSender.OutgoingMessage;
import dev.firstring.messaging.MessageSender.SendOutcome.Accepted;
import dev.firstring.messaging.MessageSender.SendOutcome.Reason;
import dev.firstring.messaging.MessageSender.SendOutcome.Refused;
import dev.firstring.phone.PhoneNumber;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What every sender that calls its provider over HTTP holds to, however badly the provider behaves. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
public abstract class HttpSenderContract extends MessageSenderContract {

    protected static final PhoneNumber NUMBER = new PhoneNumber("+33612345678");
    protected static final String TEXT = "Your Example code is 918273. Never share it.";

    protected final WireMockServer provider =
            new WireMockServer(wireMockConfig().dynamicPort().containerThreads(60));

    private @Nullable MessageSender patient;

    protected HttpSenderContract() {
        provider.start();
    }

    /** A sender to this provider whose calls may take so long. */
    protected abstract MessageSender sender(Duration limit);

    /** Has the provider take every message. */
    protected abstract void willing();

    /** The text of the message that a call carries, as a phone shows it. */
    protected abstract String textOf(LoggedRequest call);

    /** What no explanation may repeat. */
    protected abstract List<String> secrets();

    /** Whether an answer of 200 with a page of HTML counts as accepted, which only a template may say. */
    protected boolean takesAnySuccess() {
        return false;
    }

    /** Whether its status says nothing about the message. */
    protected boolean saysInItsBodyWhetherItTakes() {
        return false;
    }

    @Override
    protected final MessageSender sender() {
        if (patient == null) {
            patient = sender(Duration.ofMillis(4500));
        }
        return patient;
    }

    @BeforeEach
    void reset() {
        provider.resetAll();
        willing();
    }

    @AfterAll
    void stop() {
        provider.stop();
    }

    @Override
    protected int arrivals(String text) {
        return (int) calls().stream().filter(call -> textOf(call).equals(text)).count();
    }

    @ParameterizedTest
    @ValueSource(ints = {401, 403, 408, 429, 500, 502, 503, 504})
    void a_provider_that_is_busy_broken_or_does_not_know_us_is_unavailable(int status) {
        answers(aResponse().withStatus(status).withBody("<html>" + TEXT + " to " + NUMBER.e164() + "</html>"));

        unavailable(sms());
    }

    @Test
    void a_provider_that_is_slow_is_unavailable() {
        answers(aResponse().withStatus(200).withFixedDelay(2_000));

        unavailable(sender(Duration.ofMillis(300)), sms());
    }

    @Test
    void a_provider_that_dribbles_is_unavailable() {
        answers(aResponse().withStatus(200).withBody("{".repeat(100)).withChunkedDribbleDelay(20, 2_000));

        unavailable(sender(Duration.ofMillis(300)), sms());
    }

    @ParameterizedTest
    @EnumSource(Fault.class)
    void a_connection_that_is_cut_is_an_unavailable_provider(Fault fault) {
        answers(aResponse().withFault(fault));

        unavailable(sms());
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "<html>Welcome</html>",
                " \r\n<!DOCTYPE html PUBLIC \"-//W3C//DTD HTML 4.01//EN\">\n<p>Sign in to the network",
                "<?xml version=\"1.0\"?>\n<!doctype HTML><html xmlns=\"http://www.w3.org/1999/xhtml\"/>",
                "<!-- proxy --><HTML lang=\"en\">"
            })
    void a_page_is_not_the_providers_and_not_taken_for_success(String body) {
        answers(aResponse().withStatus(200).withBody(body));

        if (!takesAnySuccess()) {
            unavailable(sms());
        }
    }

    /** The person gets the message: nobody else may be asked to send it again. */
    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "{",
                "{}",
                "[]",
                "null",
                "{\"sid\":null}",
                "{\"a\":{\"b\":[1,2]}}",
                "OK",
                "\u0000\u0001\uffff"
            })
    void what_a_provider_takes_without_a_name_is_taken(String body) {
        for (int status : new int[] {200, 201, 202, 204}) {
            answers(aResponse().withStatus(status).withBody(status == 204 ? "" : body));
            OutgoingMessage message = sms();

            if (saysInItsBodyWhetherItTakes()) {
                unavailable(message);
            } else {
                assertThat(sender().send(message))
                        .isEqualTo(new Accepted(message.id().toString()));
            }
        }
    }

    @Test
    void an_endless_answer_is_an_unavailable_provider() {
        answers(aResponse().withStatus(200).withBody("x".repeat(1 << 20)));

        unavailable(sms());
    }

    @Test
    void an_unexpected_refusal_of_another_kind_never_throws() {
        for (int status : new int[] {300, 302, 400, 404, 409, 410, 418, 422}) {
            answers(aResponse()
                    .withStatus(status)
                    .withHeader("Location", "http://127.0.0.1:1/")
                    .withBody("no " + TEXT));

            assertThat(sender().send(sms())).isInstanceOfSatisfying(Refused.class, this::keepsSecrets);
        }
    }

    protected final OutgoingMessage sms() {
        return new OutgoingMessage(UUID.randomUUID(), NUMBER, Channel.SMS, Locale.ENGLISH, TEXT);
    }

    protected final void answers(ResponseDefinitionBuilder answer) {
        provider.resetMappings();
        provider.stubFor(any(anyUrl()).willReturn(answer));
    }

    /** A message is refused for a reason, when the provider answers so. */
    protected final void refuses(int status, String body, Reason reason) {
        answers(aResponse().withStatus(status).withBody(body));
        assertThat(sender().send(sms())).isInstanceOfSatisfying(Refused.class, refused -> {
            assertThat(refused.reason()).as(body).isEqualTo(reason);
            keepsSecrets(refused);
        });
    }

    protected final List<LoggedRequest> calls() {
        return provider.findAll(anyRequestedFor(anyUrl()));
    }

    protected final LoggedRequest lastCall() {
        return calls().getLast();
    }

    private void unavailable(OutgoingMessage message) {
        unavailable(sender(), message);
    }

    protected final void unavailable(MessageSender sender, OutgoingMessage message) {
        assertThat(sender.send(message)).isInstanceOfSatisfying(Refused.class, refused -> {
            assertThat(refused.reason()).isEqualTo(Reason.UNAVAILABLE);
            keepsSecrets(refused);
        });
    }

    private void keepsSecrets(Refused refused) {
        assertThat(refused.explanation()).isNotBlank().doesNotContain("918273", "612345678");
        assertThat(refused.explanation()).doesNotContain(secrets().toArray(String[]::new));
    }
}
