package dev.firstring.platform.database.embedded;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.json.JsonMapper;

/**
 * The facts about a running service that commands read from {@code runtime.json}.
 *
 * @param pid its process id
 * @param httpPort its HTTP port; null until it is ready
 * @param databasePort the port of its embedded database on 127.0.0.1
 */
public record RunningService(long pid, @Nullable Integer httpPort, int databasePort) {

    static Optional<RunningService> read(DataDirectory data) throws IOException {
        try {
            return Optional.of(JsonMapper.shared().readValue(Files.readAllBytes(data.runtime()), RunningService.class));
        } catch (NoSuchFileException e) {
            return Optional.empty();
        }
    }

    void write(DataDirectory data) throws IOException {
        DataDirectory.writePrivately(data.runtime(), JsonMapper.shared().writeValueAsBytes(this));
    }

    RunningService serving(int port) {
        return new RunningService(pid, port, databasePort);
    }
}
