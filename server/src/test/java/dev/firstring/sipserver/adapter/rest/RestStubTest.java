package dev.firstring.sipserver.adapter.rest;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import com.tngtech.archunit.core.importer.ClassFileImporter;
import dev.firstring.sipserver.SipServer;
import dev.firstring.sipserver.SipServerFault;
import dev.firstring.sipserver.SipServerFault.Kind;
import dev.firstring.sipserver.WantedAccount;
import dev.firstring.sipserver.adapter.rest.stub.RestStub;
import dev.firstring.sipserver.adapter.rest.stub.StubAccount;
import dev.firstring.sipserver.adapter.rest.stub.StubOperation;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class RestStubTest {

    private final RestUnderTest server = new RestUnderTest();
    private final RestStub stub = server.stub;
    private final SipServer adapter = server.adapter();

    @AfterEach
    void close() {
        server.close();
    }

    @Test
    void the_stub_leans_on_nothing_that_other_modules_do_not_have() {
        classes()
                .should()
                .onlyDependOnClassesThat()
                .resideInAnyPackage(
                        "java..",
                        "javax.net.ssl..",
                        "com.sun.net.httpserver..",
                        "tools.jackson..",
                        "org.jspecify..",
                        "dev.firstring.sipserver.adapter.rest.stub..")
                .check(new ClassFileImporter().importPackages("dev.firstring.sipserver.adapter.rest.stub"));
    }

    @Test
    void the_same_seed_fails_the_same_calls() {
        List<String> first = failures(7);

        assertThat(failures(7)).isEqualTo(first).contains("well", "SERVER_UNAVAILABLE", "INTERNAL_ERROR");
        assertThat(failures(8)).isNotEqualTo(first);
    }

    @Test
    void faults_of_a_stub_in_a_process_of_its_own_are_set_by_calls() throws Exception {
        WantedAccount account = server.newAccount();
        String name = account.aor().user().replace("+", "");
        assertThat(control("POST", "snapshot", "")).isEqualTo("204 ");
        assertThat(control("PUT", "accounts/" + name, """
                {"domain": "sip.example.test", "password": "x", "created_at": "2026-01-01T00:00:00Z"}
                """)).isEqualTo("204 ");
        assertThat(control("GET", "accounts/" + name, "")).contains("\"password\":\"x\"", "\"enabled\":true");
        assertThat(control("POST", "restore", "")).isEqualTo("204 ");
        assertThat(control("GET", "accounts/" + name, "")).startsWith("404");

        control("PUT", "faults", "{\"quota\": 0}");
        assertThat(RestFaultsTest.fault(() -> adapter.apply(account))).isEqualTo(Kind.QUOTA_EXCEEDED);
        control("PUT", "faults", "{\"key\": \"other\"}");
        assertThat(RestFaultsTest.fault(() -> adapter.apply(account))).isEqualTo(Kind.AUTHENTICATION_FAILED);
        control("PUT", "faults", "{\"key\": \"%s\"}".formatted(RestUnderTest.KEY));
        adapter.apply(account);
        assertThat(control("GET", "calls", "")).isEqualTo("200 {\"CREATE\":3}");
        control("DELETE", "accounts/" + account.aor().user(), "");
        assertThat(server.admits(account)).isFalse();
        assertThat(stub.calls().of(StubOperation.CREATE)).isEqualTo(3);
    }

    @Test
    void accounts_that_are_kept_in_a_file_outlive_the_stub(@TempDir Path place) throws Exception {
        Path file = place.resolve("accounts.jsonl");
        Instant then = Instant.parse("2026-01-01T00:00:00Z");
        try (RestStub first = RestStub.start(0, "key", file)) {
            first.accounts().put("stays", "sip.example.test", "old", then);
            first.accounts().put("stays", "sip.example.test", "new", then);
            first.accounts().put("goes", "sip.example.test", "x", then);
            first.accounts().lose("goes");
        }
        Files.writeString(file, "{\"account\":{\"us", StandardOpenOption.APPEND);

        List<StubAccount> kept;
        try (RestStub second = RestStub.start(0, "key", file)) {
            kept = second.accounts().all();
            second.accounts().put("later", "sip.example.test", "x", then);
        }

        assertThat(kept)
                .extracting(StubAccount::username, StubAccount::password)
                .containsExactly(tuple("stays", "new"));
        try (RestStub third = RestStub.start(0, "key", file)) {
            assertThat(third.accounts().all()).extracting(StubAccount::username).containsExactly("stays", "later");
        }
    }

    @Test
    void a_late_call_is_done_at_once_and_counted() throws Exception {
        WantedAccount account = server.newAccount();
        control("PUT", "faults", "{\"late_share\": 1, \"late_ms\": 1}");

        adapter.apply(account);

        assertThat(server.admits(account)).isTrue();
        assertThat(control("GET", "faults", "")).isEqualTo("200 {\"LATE\":1}");
        assertThat(control("GET", "accounts", "")).contains(account.aor().user());
        control("DELETE", "accounts", "");
        assertThat(control("GET", "accounts", "")).isEqualTo("200 []");
    }

    private List<String> failures(long seed) {
        stub.faults().failSome(0.5, seed);
        List<String> outcomes = new ArrayList<>();
        for (int i = 0; i < 40; i++) {
            try {
                adapter.deregister(server.newAccount().aor());
                outcomes.add("well");
            } catch (SipServerFault e) {
                outcomes.add(e.kind().name());
            }
        }
        return outcomes;
    }

    private String control(String method, String path, String body) throws IOException, InterruptedException {
        try (HttpClient client = HttpClient.newHttpClient()) {
            var answer = client.send(
                    HttpRequest.newBuilder(URI.create(stub.url() + "/stub/" + path))
                            .method(method, BodyPublishers.ofString(body))
                            .build(),
                    BodyHandlers.ofString());
            return answer.statusCode() + " " + answer.body();
        }
    }
}
