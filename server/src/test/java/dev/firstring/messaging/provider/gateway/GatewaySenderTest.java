package dev.firstring.messaging.provider.gateway;

import static com.github.tomakehurst.wiremock.client.WireMock.aResponse;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.github.tomakehurst.wiremock.verification.LoggedRequest;
import dev.firstring.messaging.Channel;
import dev.firstring.messaging.HttpSenderContract;
import dev.firstring.messaging.MessageSender;
import dev.firstring.messaging.MessageSender.OutgoingMessage;
import dev.firstring.messaging.MessageSender.SendOutcome.Accepted;
import dev.firstring.messaging.MessageSender.SendOutcome.Reason;
import dev.firstring.messaging.hook.HookSettings;
import dev.firstring.platform.Secret;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.databind.json.JsonMapper;

class GatewaySenderTest extends HttpSenderContract {

    private static final HookSettings HOOKS = new HookSettings("https://id.example.org");
    private static final AnswerRules RULES = new AnswerRules(
            null,
            Pattern.compile("^202 0: ([a-z0-9]+)"),
            Pattern.compile("black-list"),
            Pattern.compile("fraud"),
            Pattern.compile("^403 Not routable"));
    private static final ReceiptRules RECEIPTS = new ReceiptRules(
            Secret.of("secret-of-receipts"), "type=%d", "type", "id", List.of("1"), List.of("2"), "OK");

    @Override
    protected MessageSender sender(Duration limit) {
        return new GatewaySender(
                gateway(
                        provider.baseUrl() + "/cgi-bin/sendsms?username=tester&password={secret.password}&from={from}"
                                + "&to={to}&text={text}&coding={coding}&dlr-url={receipt-url}",
                        "GET",
                        null,
                        "text/plain",
                        RULES,
                        limit),
                HOOKS);
    }

    @Override
    protected void willing() {
        answers(aResponse().withStatus(202).withBody("0: abc123"));
    }

    @Override
    protected String textOf(LoggedRequest call) {
        return call.queryParameter("text").firstValue();
    }

    @Override
    protected List<String> secrets() {
        return List.of("pass&word");
    }

    @Override
    protected boolean takesAnySuccess() {
        return true;
    }

    @Test
    void words_in_the_address_are_encoded_and_the_gateways_name_for_the_message_is_kept() {
        OutgoingMessage message = sms().from("Acme & Co");

        assertThat(sender().send(message)).isEqualTo(new Accepted("abc123"));

        LoggedRequest call = lastCall();
        assertThat(call.queryParameter("to").firstValue()).isEqualTo(NUMBER.e164());
        assertThat(call.queryParameter("from").firstValue()).isEqualTo("Acme & Co");
        assertThat(call.queryParameter("password").firstValue()).isEqualTo("pass&word");
        assertThat(call.queryParameter("coding").firstValue()).isEqualTo("0");
        assertThat(call.queryParameter("dlr-url").firstValue())
                .startsWith("https://id.example.org/hooks/gateways/acme/" + message.id() + "?key=")
                .endsWith("&type=%d");
        assertThat(call.getHeader("X-Language")).isEqualTo("en");
    }

    @Test
    void a_text_outside_the_alphabet_of_gsm_goes_as_ucs_2() {
        sender().send(new OutgoingMessage(UUID.randomUUID(), NUMBER, Channel.SMS, Locale.ENGLISH, "Ваш код 123456"));

        assertThat(lastCall().queryParameter("coding").firstValue()).isEqualTo("2");
        assertThat(textOf(lastCall())).isEqualTo("Ваш код 123456");
    }

    @Test
    void a_body_of_json_is_json_whatever_the_words_hold() {
        String hostile = "a \"quoted\" \\ text\nwith ${id} {to} é 😀";
        GatewaySender json = new GatewaySender(
                post("{\"to\":\"{digits}\",\"text\":\"{text}\",\"sender\":\"{from}\"}", "application/json"), HOOKS);

        json.send(new OutgoingMessage(UUID.randomUUID(), NUMBER, Channel.SMS, Locale.ENGLISH, hostile));

        var body = JsonMapper.shared().readTree(lastCall().getBodyAsString());
        assertThat(body.get("text").asString()).isEqualTo(hostile);
        assertThat(body.get("to").asString()).isEqualTo("33612345678");
        assertThat(body.get("sender").asString()).isEqualTo("Acme");
    }

    @Test
    void a_body_of_xml_is_xml_whatever_the_words_hold() {
        GatewaySender xml = new GatewaySender(post("<sms>{text}</sms>", "text/xml"), HOOKS);

        xml.send(new OutgoingMessage(UUID.randomUUID(), NUMBER, Channel.SMS, Locale.ENGLISH, "<b>&\"'\u0001"));

        assertThat(lastCall().getBodyAsString()).isEqualTo("<sms>&lt;b&gt;&amp;&quot;&apos; </sms>");
    }

    @Test
    void answers_are_sorted_by_the_rules_and_otherwise_by_their_status() {
        refuses(400, "Number(s) has/have been denied by white- and/or black-lists.", Reason.NUMBER_REFUSED);
        refuses(403, "Not routable. Do not try again.", Reason.TRANSPORT_REFUSED);
        refuses(403, "Authorization failed for sendsms", Reason.UNAVAILABLE);
        refuses(503, "Temporal failure, try again later.", Reason.UNAVAILABLE);
        refuses(200, "looks like fraud", Reason.FRAUD_BLOCK);
        refuses(404, "unknown destination", Reason.TRANSPORT_REFUSED);
    }

    @Test
    void what_surrounds_the_words_of_an_answer_and_their_case_change_nothing() {
        for (String body : List.of("0: abc123\r\n", "\uFEFF0: abc123", " \t0: abc123 ", "0: abc123\0")) {
            answers(aResponse().withStatus(202).withBody(body));
            assertThat(sender().send(sms())).as(body).isEqualTo(new Accepted("abc123"));
        }
        answers(aResponse()
                .withStatus(202)
                .withHeader("Content-Type", "text/plain; charset=utf-16")
                .withBody("0: abc123".getBytes(java.nio.charset.StandardCharsets.UTF_16)));
        assertThat(sender().send(sms())).isEqualTo(new Accepted("abc123"));
        refuses(400, "Black-List \r\n", Reason.NUMBER_REFUSED);
        refuses(403, "\uFEFFNOT ROUTABLE", Reason.TRANSPORT_REFUSED);
    }

    @Test
    void with_a_rule_for_success_any_other_answer_is_none() {
        AnswerRules strict = new AnswerRules(Pattern.compile("^202 0:"), null, null, null, null);
        GatewaySender picky =
                new GatewaySender(gateway(provider.baseUrl() + "/?t={text}", "GET", null, "", strict), HOOKS);
        OutgoingMessage message = sms();

        assertThat(picky.send(message)).isEqualTo(new Accepted(message.id().toString()));
        answers(aResponse().withStatus(202).withBody("3: Queued for later delivery"));
        assertThat(picky.send(message)).isNotInstanceOf(Accepted.class);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "ftp://gateway/",
                "http://gateway.example.org/{text}",
                "https://a b/",
                "https://a/{nothing}",
                "https://a/{secret.none}",
                "https://user:password@a.example/"
            })
    void an_address_of_no_use_is_refused_at_start(String url) {
        assertThatThrownBy(() -> new GatewaySender(gateway(url, "GET", null, "", RULES), HOOKS))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageStartingWith("firstring.messaging.gateways[].url ");
    }

    @Test
    void whether_it_listens_is_told_to_who_asks() {
        assertThat(sender().problem()).isEmpty();
        assertThat(new GatewaySender(gateway("http://127.0.0.1:1/", "GET", null, "", RULES), HOOKS).problem())
                .hasValueSatisfying(problem -> assertThat(problem).startsWith("no connection to 127.0.0.1:1"));
    }

    @Test
    void settings_out_of_bounds_are_refused_at_start() {
        assertThatThrownBy(() -> gateway("https://a/", "GET", "body", "text/plain", RULES))
                .hasMessageContaining("body");
        assertThatThrownBy(() -> gateway("https://a/", "DELETE", null, "", RULES))
                .hasMessageContaining("method");
        assertThatThrownBy(() -> new GatewaySender(post("x", "image/png"), HOOKS))
                .hasMessageContaining("content-type");
        assertThatThrownBy(() -> new ReceiptRules(Secret.of("short"), "", "s", "r", List.of(), List.of(), ""))
                .hasMessageContaining("16 characters");
    }

    private Gateway post(String body, String contentType) {
        return gateway(provider.baseUrl() + "/send", "POST", body, contentType, RULES);
    }

    private static Gateway gateway(
            String url, String method, @Nullable String body, String contentType, AnswerRules rules) {
        return gateway(url, method, body, contentType, rules, Duration.ofSeconds(2));
    }

    private static Gateway gateway(
            String url, String method, @Nullable String body, String contentType, AnswerRules rules, Duration limit) {
        return new Gateway(
                "acme",
                url,
                method,
                Map.of("X-Language", "{language}"),
                body,
                contentType,
                Map.of("password", Secret.of("pass&word")),
                "Acme",
                Set.of(Channel.SMS),
                limit,
                rules,
                RECEIPTS);
    }
}
