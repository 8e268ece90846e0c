package dev.firstring.sipserver.adapter.rest;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import dev.firstring.account.DisplayName;
import dev.firstring.phone.PhoneNumber;
import dev.firstring.sip.SipAddress;
import dev.firstring.sip.SipSecret;
import dev.firstring.sip.SipUsername;
import dev.firstring.sipserver.Aor;
import dev.firstring.sipserver.Registration;
import dev.firstring.sipserver.ServerAccount;
import dev.firstring.sipserver.ServerHealth;
import dev.firstring.sipserver.SipServer;
import dev.firstring.sipserver.WantedAccount;
import dev.firstring.sipserver.adapter.rest.stub.RestStub;
import dev.firstring.testing.SettableClock;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;

class RestDialectDocumentTest {

    private static final String USER = "u001234k3f9";
    private static final String DOMAIN = "sip.example.org";
    private static final Aor AOR = new Aor(USER, DOMAIN);
    private static final String CONTACT = "sip:u001234k3f9@192.0.2.7:5061;transport=tls";
    private static final String PHONE = "Linphone/5.2 (Pixel 8)";

    @Test
    void the_stub_answers_as_the_document_says() throws Exception {
        SettableClock clock = new SettableClock();
        try (RestStub stub = RestStub.start(0, RestUnderTest.KEY, clock, null);
                HttpClient client = HttpClient.newHttpClient()) {
            boolean registered = false;
            List<DocumentedCall> calls = DocumentedCall.all();
            assertThat(calls).hasSizeGreaterThan(12);
            for (DocumentedCall call : calls) {
                clock.advance(Duration.ofMinutes(1));
                if (call.path().endsWith("/registration") && !registered) {
                    stub.accounts().register(USER, CONTACT, PHONE, Duration.ofMinutes(10));
                    registered = true;
                }
                HttpRequest.Builder request = HttpRequest.newBuilder(URI.create(stub.url() + call.path()))
                        .setHeader("X-API-Key", RestUnderTest.KEY)
                        .method(
                                call.method(),
                                call.request().isMissingNode()
                                        ? BodyPublishers.noBody()
                                        : BodyPublishers.ofString(call.request().toString()));
                call.headers().forEach(request::setHeader);
                HttpResponse<String> answer = client.send(request.build(), BodyHandlers.ofString());

                assertThat(answer.statusCode())
                        .as("%s %s", call.method(), call.path())
                        .isEqualTo(call.status());
                assertThat(DocumentedCall.json(answer.body()))
                        .as("%s %s", call.method(), call.path())
                        .isEqualTo(call.answer());
            }
        }
    }

    @Test
    void the_adapter_asks_as_the_document_says_and_understands_its_answers() throws Exception {
        List<DocumentedCall> left = Collections.synchronizedList(new ArrayList<>(DocumentedCall.all().stream()
                .filter(call -> call.headers().isEmpty())
                .toList()));
        HttpServer server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        server.createContext("/", exchange -> answer(exchange, left));
        server.start();
        String url = "http://localhost:" + server.getAddress().getPort();
        try (SipServer adapter = new RestServer(RestUnderTest.settings(url, RestUnderTest.KEY, null), DOMAIN)) {
            assertThat(adapter.health()).isEqualTo(new ServerHealth(true, "stub 1.0", Duration.ofMinutes(1), 0L, null));
            adapter.apply(wanted("Ada", true, false));
            adapter.apply(wanted("Ada", true, false));
            adapter.apply(wanted(null, false, true));
            assertThat(adapter.accounts("", 100).items())
                    .containsExactly(new ServerAccount(AOR, false, null, null, Instant.parse("2026-03-01T12:03:00Z")));
            assertThat(adapter.registrations(AOR))
                    .containsExactly(new Registration(
                            CONTACT,
                            CONTACT,
                            PHONE,
                            Duration.ofMinutes(10),
                            null,
                            Instant.parse("2026-03-01T12:09:00Z")));
            adapter.deregister(AOR);
            adapter.deregister(AOR);
            assertThat(adapter.registrations(AOR)).isEmpty();
            adapter.remove(AOR);
            adapter.remove(AOR);
            assertThat(adapter.find(AOR)).isEmpty();
        } finally {
            server.stop(0);
        }
        assertThat(left).isEmpty();
    }

    /** Answers the first example of the request that was not asked for yet, and 400 to what the document does not have. */
    private static void answer(HttpExchange exchange, List<DocumentedCall> left) throws IOException {
        try (exchange) {
            JsonNode body =
                    DocumentedCall.json(new String(exchange.getRequestBody().readAllBytes(), StandardCharsets.UTF_8));
            Optional<DocumentedCall> call = left.stream()
                    .filter(example -> example.method().equals(exchange.getRequestMethod())
                            && example.path().equals(exchange.getRequestURI().toString())
                            && example.request().equals(body)
                            && RestUnderTest.KEY.equals(
                                    exchange.getRequestHeaders().getFirst("X-API-Key")))
                    .findFirst();
            call.ifPresent(left::remove);
            byte[] answer = call.map(DocumentedCall::answerBody).orElse("").getBytes(StandardCharsets.UTF_8);
            exchange.sendResponseHeaders(
                    call.map(DocumentedCall::status).orElse(400), answer.length == 0 ? -1 : answer.length);
            if (answer.length > 0) {
                exchange.getResponseBody().write(answer);
            }
        }
    }

    private static WantedAccount wanted(@Nullable String name, boolean enabled, boolean known) {
        return new WantedAccount(
                new SipAddress(new SipUsername(USER), DOMAIN, DOMAIN),
                enabled,
                SipSecret.of("aB3dE5fG7hJ9kL1mN3pQ5rS7"),
                name == null ? null : new DisplayName(name),
                new PhoneNumber("+15550001234"),
                Instant.parse("2026-03-01T12:00:00Z"),
                known);
    }
}
