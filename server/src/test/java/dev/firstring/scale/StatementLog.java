package dev.firstring.scale;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import java.util.stream.Stream;
import org.springframework.jdbc.core.JdbcTemplate;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/**
 * What the server did for each statement of a database, those inside functions and triggers included: auto_explain writes
 * the plans that were really run, with the rows that were really read, into the server's log.
 */
public final class StatementLog {

    private static final JsonMapper JSON = JsonMapper.shared();

    private final JdbcTemplate superuser;
    private final String database;
    private final Path directory;
    private String begin = "";

    public StatementLog(JdbcTemplate superuser) {
        this.superuser = superuser;
        this.database = text("SELECT current_database()");
        this.directory = Path.of(text("SHOW data_directory")).resolve(text("SHOW log_directory"));
    }

    /** Sessions that begin from now on are logged, with plans as they are once a statement was prepared. */
    public void on(boolean generic) {
        for (String setting : List.of(
                "session_preload_libraries = 'auto_explain'",
                "auto_explain.log_min_duration = 0",
                "auto_explain.log_analyze = on",
                "auto_explain.log_timing = off",
                "auto_explain.log_buffers = on",
                "auto_explain.log_nested_statements = on",
                "auto_explain.log_format = 'json'",
                "plan_cache_mode = " + (generic ? "force_generic_plan" : "auto"))) {
            superuser.execute("ALTER DATABASE " + database + " SET " + setting);
        }
    }

    /** Sessions that begin from now on are as they were. */
    public void off() {
        superuser.execute("ALTER DATABASE " + database + " RESET ALL");
    }

    /** What is logged from now on belongs to what is read next. */
    public void mark() {
        begin = marker();
    }

    /** The statements since the mark, which then is here. */
    public List<RunStatement> since() {
        String end = marker();
        List<String> lines = lines();
        List<RunStatement> found = new ArrayList<>();
        boolean inside = false;
        while (lines.stream().noneMatch(line -> line.contains(end))) {
            Thread.onSpinWait();
            lines = lines();
        }
        for (String line : lines) {
            if (line.contains(begin)) {
                inside = true;
            } else if (line.contains(end)) {
                begin = end;
                return found;
            } else if (inside && line.contains("plan:\\n")) {
                JsonNode entry = JSON.readTree(line);
                String message = entry.path("message").asString();
                if (entry.path("dbname").asString().equals(database)) {
                    JsonNode plan = JSON.readTree(message.substring(message.indexOf('{')));
                    found.add(new RunStatement(plan.path("Query Text").asString(), plan.path("Plan")));
                }
            }
        }
        throw new IllegalStateException("the log does not hold its marks");
    }

    private String marker() {
        String id = UUID.randomUUID().toString();
        superuser.execute("DO $$ BEGIN RAISE LOG 'mark " + id + "'; END $$");
        return "mark " + id;
    }

    private List<String> lines() {
        try (Stream<Path> files = Files.list(directory)) {
            List<String> all = new ArrayList<>();
            for (Path file : files.filter(path -> path.toString().endsWith(".json"))
                    .sorted()
                    .toList()) {
                all.addAll(
                        Files.readString(file, StandardCharsets.UTF_8).lines().toList());
            }
            return all;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private String text(String sql) {
        String text = superuser.queryForObject(sql, String.class);
        if (text == null) {
            throw new IllegalStateException(sql + " tells nothing");
        }
        return text;
    }
}
