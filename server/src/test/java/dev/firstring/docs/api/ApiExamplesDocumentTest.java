package dev.firstring.docs.api;

import static org.assertj.core.api.Assertions.assertThat;

import dev.firstring.account.admin.Scope;
import dev.firstring.account.apikey.ApiKey;
import dev.firstring.account.apikey.ApiKeys;
import dev.firstring.account.apikey.TestApiKeys;
import dev.firstring.docs.GeneratedPart;
import dev.firstring.docs.Sources;
import dev.firstring.http.Spelling;
import dev.firstring.sipserver.Capability;
import dev.firstring.sipserver.MemoryServer;
import dev.firstring.testing.RunningService;
import dev.firstring.testing.SettableClock;
import dev.firstring.testing.TestDatabase;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.regex.Pattern;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.MethodOrderer;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.TestMethodOrder;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

/**
 * The examples of the documentation are requests that were sent to the running service, and its answers. They are sent again
 * here; the OpenAPI document and the pages below {@code docs/api} take them from the file.
 */
@Tag("slow")
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
@TestMethodOrder(MethodOrderer.OrderAnnotation.class)
class ApiExamplesDocumentTest {

    private static final String FILE = "server/src/main/resources/openapi/examples.json";
    private static final String ADVICE =
            "%s is out of date: run bin/test --quick -Dtest=ApiExamplesDocumentTest -Ddocs.write=true -Dsurefire.failIfNoSpecifiedTests=false";

    private final SettableClock clock = new SettableClock();
    private final CodesSent codes = new CodesSent();
    private final MemoryServer server = new MemoryServer(
            "flexisip-1", Capability.LISTS_ACCOUNTS, Capability.TELLS_HASHES, Capability.DROPS_ONE_CONTACT);
    private final Map<String, Example> examples = new LinkedHashMap<>();
    private final StableValues values = new StableValues();
    private TestDatabase database;
    private RunningService service;
    private JsonNode document;

    @BeforeAll
    void callEveryOperation() {
        database = TestDatabase.create();
        service = RunningService.over(database)
                .clock(clock)
                .sender(codes)
                .sipServers(server)
                .production()
                .start();
        document = service.get("/openapi").json();
        ApiKey key = TestApiKeys.make(service.bean(ApiKeys.class), "support", Scope.values());
        values.learn("memory", "2.4.1");
        values.learn(key.reveal(), "fsk_4Tq9ZxW1mB7uRc2LkY8sVd0HnE5gJp3a");
        Awaitility.await()
                .until(() -> !service.get("/api/admin/sip/servers", "X-API-Key", key.reveal())
                        .json()
                        .at("/data/servers/0/filling")
                        .asBoolean(true));
        for (Spelling side : Spelling.values()) {
            examples.putAll(new ExampleFlow(service, clock, server, codes::newest, side).run(key.reveal()));
        }
    }

    @AfterAll
    void stop() {
        service.close();
        database.close();
    }

    @Test
    @Order(1)
    void every_operation_has_an_example_and_the_service_still_answers_like_that() throws IOException {
        ObjectNode all = JsonMapper.shared().createObjectNode();
        examples.forEach((route, example) -> all.set(operationId(route), example.stable(values)));
        assertThat(all.propertyNames())
                .as("operations with an example")
                .containsExactlyInAnyOrderElementsOf(ApiOperations.ids(document));
        String text = ApiPage.JSON.writeValueAsString(all) + "\n";
        Path file = Sources.root().resolve(FILE);
        if (Boolean.getBoolean("docs.write")) {
            Files.createDirectories(file.getParent());
            Files.writeString(file, text);
        }
        assertThat(Files.readString(file)).as(ADVICE, FILE).isEqualTo(text);
    }

    @ParameterizedTest
    @CsvSource({
        "web, /api/(?!v1/|admin/).*",
        "mobile, /api/v1/(?!admin/).*",
        "admin, /api/admin/.*",
        "admin-v1, /api/v1/admin/.*",
        "softphones, /provisioning/.*"
    })
    void the_pages_show_every_operation_with_its_example_its_fields_and_its_errors(String page, String paths)
            throws IOException {
        JsonNode written =
                JsonMapper.shared().readTree(Files.readString(Sources.root().resolve(FILE)));
        String operations = new ApiPage(document, written, new ErrorAdvice()).of(Pattern.compile(paths));

        assertThat(operations).contains("### ");
        new GeneratedPart("docs/api/" + page + ".md", "operations").mustBe(operations);
    }

    private String operationId(String route) {
        int blank = route.indexOf(' ');
        return ApiOperations.find(document, route.substring(0, blank), route.substring(blank + 1))
                .path("operationId")
                .asString();
    }
}
