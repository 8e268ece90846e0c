package dev.firstring.platform;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.github.kagkarlsson.scheduler.Scheduler;
import dev.firstring.Firstring;
import java.io.BufferedReader;
import java.io.IOException;
import java.net.ConnectException;
import java.net.Socket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.context.SpringBootTest;
import org.springframework.boot.test.context.TestConfiguration;
import org.springframework.boot.test.web.server.LocalServerPort;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Import;
import org.springframework.core.annotation.Order;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.security.config.annotation.web.builders.HttpSecurity;
import org.springframework.security.web.SecurityFilterChain;
import org.springframework.test.context.DynamicPropertyRegistry;
import org.springframework.test.context.DynamicPropertySource;
import org.springframework.transaction.support.TransactionTemplate;

@Import(ServiceStartTest.OpenDoors.class)
@SpringBootTest(classes = Firstring.class, webEnvironment = SpringBootTest.WebEnvironment.RANDOM_PORT)
@Tag("slow")
class ServiceStartTest {

    private static final Path DATA =
            Path.of("target", "service-start-" + ProcessHandle.current().pid()).toAbsolutePath();

    @LocalServerPort
    private int port;

    @Autowired
    private JdbcTemplate jdbc;

    @Autowired
    private JdbcClient client;

    @Autowired
    private TransactionTemplate transactions;

    @Autowired
    private Scheduler scheduler;

    @DynamicPropertySource
    static void settings(DynamicPropertyRegistry registry) {
        registry.add("firstring.data", DATA::toString);
        registry.add("firstring.database.binaries", () -> Path.of("target", "postgresql-binaries"));
    }

    @Test
    void the_service_says_that_it_lives_and_is_ready() throws Exception {
        assertThat(get("/health/live").body()).isEqualTo("{\"status\":\"UP\"}");
        assertThat(get("/health/ready").body()).isEqualTo("{\"status\":\"UP\"}");
    }

    @Test
    void without_a_mode_nobody_outside_this_machine_can_connect() throws Exception {
        get("/health/live");

        // Linux hands all of 127.0.0.0/8 to a socket that listens on every address.
        assertThatThrownBy(() -> new Socket("127.0.0.2", port).close()).isInstanceOf(ConnectException.class);
    }

    @Test
    void development_has_a_page_of_the_api_that_can_be_browsed() throws Exception {
        assertThat(get("/swagger-ui/index.html").body()).contains("Swagger UI");
        assertThat(get("/swagger-ui/swagger-ui-bundle.js").statusCode()).isEqualTo(200);
        assertThat(get("/openapi/swagger-config").body()).contains("/openapi");
    }

    @Test
    void metrics_are_prometheus_text() throws Exception {
        HttpResponse<String> metrics = get("/metrics");

        assertThat(metrics.statusCode()).isEqualTo(200);
        assertThat(metrics.headers().firstValue("Content-Type"))
                .get()
                .asString()
                .startsWith("text/plain");
        assertThat(metrics.body())
                .contains(
                        "firstring_retention_deleted_total{", "hikaricp_connections_active{", "jvm_memory_used_bytes{");
    }

    @Test
    void a_stranger_learns_nothing_else() throws Exception {
        for (String path : List.of(
                "/health/db",
                "/health/ready/db",
                "/actuator",
                "/actuator/health",
                "/env",
                "/beans",
                "/heapdump",
                "/configprops",
                "/loggers",
                "/prometheus",
                "/flyway",
                "/mappings",
                "/threaddump",
                "/shutdown")) {
            assertThat(get(path).statusCode()).as(path).isEqualTo(404);
        }
        assertThat(get("/health/live").headers().firstValue("Server")).isEmpty();
    }

    @Test
    void the_database_is_migrated_and_the_service_works_in_transactions() {
        assertThat(client.sql("SELECT current_user").query(String.class).single())
                .isEqualTo("firstring_service");
        assertThat(transactions.<String>execute(status -> {
                    status.setRollbackOnly();
                    jdbc.update(
                            "INSERT INTO keyset (name, version, sealed, updated_at) VALUES ('x', 1, '', '2026-03-01')");
                    return jdbc.queryForObject("SHOW transaction_isolation", String.class);
                }))
                .isEqualTo("read committed");
        assertThat(jdbc.queryForObject("SELECT count(*) FROM keyset WHERE name = 'x'", Integer.class))
                .isZero();
    }

    @Test
    void the_job_of_forgetting_is_planned_once_a_day() {
        assertThat(scheduler.getScheduledExecutions().stream()
                        .map(job -> job.getTaskInstance().getTaskName()))
                .contains("retention");
    }

    @Test
    void commands_find_the_running_service() throws Exception {
        assertThat(Files.readString(DATA.resolve("runtime.json"))).contains("\"httpPort\":" + port);
    }

    @Test
    void a_second_service_ends_with_one_line_and_exit_code_1() throws Exception {
        Ended second = run(
                "--data", DATA.toString(), "--port", "0", "--firstring.database.binaries=target/postgresql-binaries");

        assertThat(second.errors())
                .containsExactly("firstring: the data directory " + DATA.toRealPath() + " is in use by process "
                        + ProcessHandle.current().pid()
                        + ": stop that one first, or give this one a directory of its own with --data");
        assertThat(second.exitCode()).isEqualTo(1);
    }

    @Test
    void a_mistake_in_the_settings_ends_the_start_with_its_line_and_exit_code_1() throws Exception {
        Ended started = run("--mode", "prod", "--firstring.database.pool-size=0");

        assertThat(started.errors())
                .containsExactly(
                        "firstring: firstring.mode=prod: must be one of development, production",
                        "firstring: firstring.database.pool-size=0: give 1 to 500 connections");
        assertThat(started.exitCode()).isEqualTo(1);
    }

    private HttpResponse<String> get(String path) throws IOException, InterruptedException {
        try (HttpClient http = HttpClient.newHttpClient()) {
            return http.send(
                    HttpRequest.newBuilder(URI.create("http://localhost:" + port + path))
                            .build(),
                    HttpResponse.BodyHandlers.ofString());
        }
    }

    private static Ended run(String... arguments) throws IOException, InterruptedException {
        List<String> command = new java.util.ArrayList<>(List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-XX:TieredStopAtLevel=1",
                "-XX:+UseSerialGC",
                "-cp",
                System.getProperty("java.class.path"),
                Firstring.class.getName()));
        command.addAll(List.of(arguments));
        Process process = new ProcessBuilder(command)
                .redirectOutput(ProcessBuilder.Redirect.DISCARD)
                .start();
        try (BufferedReader errors = process.errorReader()) {
            List<String> lines = errors.readAllLines();
            return new Ended(process.waitFor(), lines);
        }
    }

    private record Ended(int exitCode, List<String> errors) {}

    @TestConfiguration
    static class OpenDoors {

        @Bean
        @Order(Integer.MIN_VALUE)
        SecurityFilterChain operations(HttpSecurity http) throws Exception {
            return http.securityMatcher(request -> !request.getRequestURI().startsWith("/api"))
                    .authorizeHttpRequests(requests -> requests.anyRequest().permitAll())
                    .build();
        }
    }
}
