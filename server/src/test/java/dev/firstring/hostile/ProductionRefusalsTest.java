package dev.firstring.hostile;

import static org.assertj.core.api.Assertions.assertThat;

import dev.firstring.Firstring;
import dev.firstring.testing.Patience;
import dev.firstring.testing.TestDatabase;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Production does not start with what belongs to development, and says which setting it is. */
@Tag("slow")
class ProductionRefusalsTest {

    private static final String KEY = "cmVmdXNhbHMtdGVzdC1rZXktb2YtMzItYnl0ZXMhISE=";

    private static TestDatabase database;

    @TempDir
    private Path data;

    @BeforeAll
    static void create() {
        database = TestDatabase.create();
    }

    @AfterAll
    static void drop() {
        database.close();
    }

    static List<Map<String, String>> settings() {
        return List.of(
                Map.of(
                        "firstring.messaging.senders", "",
                        "firstring.sip.domain", "",
                        "firstring.http.public-url", "",
                        "firstring.keys.master-key", ""),
                Map.of(
                        "firstring.messaging.senders", "inbox",
                        "firstring.sip.domain", "sip.example.test",
                        "firstring.http.public-url", "http://call.example.org",
                        "firstring.sip-server.embedded.host", "0.0.0.0",
                        "firstring.lan", "true"),
                // what is found only when the others hold
                Map.of("firstring.http.public-url", "https://call.example.org/path"),
                Map.of("firstring.keys.master-key", "c2hvcnQ="),
                Map.of("firstring.messaging.senders", "nobody"));
    }

    @ParameterizedTest
    @MethodSource("settings")
    void settings_of_development_end_the_start_with_a_line_for_each(Map<String, String> settings) throws Exception {
        Ended ended = start(settings);

        assertThat(ended.exitCode()).isEqualTo(1);
        assertThat(settings.keySet())
                .allSatisfy(setting -> assertThat(ended.errors())
                        .anySatisfy(line ->
                                assertThat(line).startsWith("firstring: ").contains(setting)));
        assertThat(ended.errors())
                .allSatisfy(line -> assertThat(line)
                        .doesNotContain("\tat ", "Exception", KEY, TestDatabase.PASSWORD)
                        .doesNotStartWith("Caused by"));
    }

    /** Starts a service of production that lacks nothing but what is changed; an empty value leaves a setting out. */
    private Ended start(Map<String, String> changes) throws IOException, InterruptedException {
        Map<String, String> settings = new LinkedHashMap<>();
        settings.put("firstring.mode", "production");
        settings.put("firstring.sip.domain", "sip.example.org");
        settings.put("firstring.http.public-url", "https://call.example.org");
        settings.put("firstring.keys.master-key", KEY);
        settings.put("firstring.messaging.senders", "nobody");
        settings.put("firstring.database.url", database.url());
        settings.put("firstring.database.username", TestDatabase.SERVICE);
        settings.put("firstring.database.password", TestDatabase.PASSWORD);
        settings.put("firstring.database.owner-username", TestDatabase.OWNER);
        settings.put("firstring.database.owner-password", TestDatabase.PASSWORD);
        settings.put("firstring.data", data.toString());
        settings.put("server.port", "0");
        settings.put("firstring.sip-server.embedded.port", "0");
        settings.putAll(changes);
        List<String> command = new ArrayList<>(List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-XX:TieredStopAtLevel=1",
                "-XX:+UseSerialGC",
                "-cp",
                System.getProperty("java.class.path"),
                Firstring.class.getName()));
        settings.forEach((name, value) -> {
            if (!value.isEmpty()) {
                command.add("--" + name + "=" + value);
            }
        });
        Path errors = data.resolveSibling(data.getFileName() + ".err");
        ProcessBuilder builder = new ProcessBuilder(command)
                .redirectOutput(ProcessBuilder.Redirect.DISCARD)
                .redirectError(errors.toFile());
        builder.environment().keySet().removeIf(name -> name.startsWith("FIRSTRING_"));
        Process process = builder.start();
        try {
            assertThat(process.waitFor(Patience.LIMIT.toSeconds(), TimeUnit.SECONDS))
                    .as("it ended")
                    .isTrue();
            return new Ended(
                    process.exitValue(),
                    java.nio.file.Files.readAllLines(errors).stream()
                            .filter(line -> !line.startsWith("WARNING: "))
                            .toList());
        } finally {
            process.destroyForcibly();
            java.nio.file.Files.deleteIfExists(errors);
        }
    }

    private record Ended(int exitCode, List<String> errors) {}
}
