package dev.firstring.http.metrics;

import static org.assertj.core.api.Assertions.assertThat;

import dev.firstring.testing.RunningService;
import dev.firstring.testing.TestDatabase;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

@Tag("slow")
class MetricsPortTest {

    private static final HttpClient HTTP = HttpClient.newHttpClient();

    private static TestDatabase database;
    private static RunningService production;
    private static RunningService open;

    @BeforeAll
    static void start() {
        database = TestDatabase.create();
        production = RunningService.over(database)
                .production()
                .set("firstring.metrics.port", 0)
                .start();
        open = RunningService.over(database)
                .production()
                .set("firstring.metrics.public-port", true)
                .start();
    }

    @AfterAll
    static void stop() {
        production.close();
        open.close();
        database.close();
    }

    @Test
    void production_tells_its_metrics_on_their_own_port_and_not_on_the_public_one() {
        assertThat(get(metricsPort(), "/metrics"))
                .satisfies(answer -> assertThat(answer.statusCode()).isEqualTo(200))
                .satisfies(answer -> assertThat(answer.body()).contains("jvm_memory_used_bytes{"));
        assertThat(get(production.port(), "/metrics").statusCode()).isEqualTo(404);
    }

    @ParameterizedTest
    @ValueSource(strings = {"/metrics/", "/%6Detrics", "/metrics?name[]=x", "/./metrics", "/x/../metrics"})
    void no_spelling_of_the_path_gets_around_it(String path) {
        HttpResponse<String> answer = get(production.port(), path);

        assertThat(answer.statusCode()).isBetween(400, 404);
        assertThat(answer.body()).doesNotContain("jvm_memory");
    }

    @ParameterizedTest
    @ValueSource(strings = {"/api/onboarding/start", "/onboarding", "/account", "/openapi", "/dev/inbox", "/"})
    void the_port_of_the_metrics_answers_nothing_else(String path) {
        assertThat(get(metricsPort(), path).statusCode()).isEqualTo(404);
    }

    @Test
    void whether_the_service_is_ready_is_told_on_both_ports() {
        for (int port : List.of(metricsPort(), production.port())) {
            assertThat(get(port, "/health/ready").statusCode()).isEqualTo(200);
        }
    }

    @Test
    void an_operator_may_have_the_metrics_on_the_public_port() {
        assertThat(get(open.port(), "/metrics").statusCode()).isEqualTo(200);
        assertThat(open.bean(MetricsPort.class).number()).isEqualTo(-1);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "/swagger-ui/index.html",
                "/swagger-ui.html",
                "/swagger-ui/swagger-ui.css",
                "/webjars/swagger-ui/index.html",
                "/webjars/swagger-ui/swagger-ui-bundle.js",
                "/webjars/flag-icons/7.5.0/package.json",
                "/webjars/flag-icons/package.json",
                "/openapi/swagger-config",
                "/META-INF/resources/webjars/flag-icons/7.5.0/package.json",
                "/application.yaml",
                "/db/roles.sql"
            })
    void production_serves_no_file_that_a_library_brings(String path) {
        assertThat(get(production.port(), path).statusCode()).isEqualTo(404);
    }

    private static int metricsPort() {
        return production.bean(MetricsPort.class).number();
    }

    private static HttpResponse<String> get(int port, String path) {
        try {
            return HTTP.send(
                    HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + port + path))
                            .build(),
                    HttpResponse.BodyHandlers.ofString());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        }
    }
}
