package dev.firstring.testing;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Collections;
import java.util.Set;
import java.util.TreeSet;

/**
 * Which errors the operations gave in the tests of this JVM, written to {@code target/contract} when they end:
 * {@code bin/contract} finds those that the OpenAPI document lists and no test ever got. Thread-safe.
 */
final class ErrorsSeen implements AutoCloseable {

    private static final Path DIRECTORY = Path.of("target/contract");

    private final Set<String> errors = Collections.synchronizedSet(new TreeSet<>());

    void add(String operationId, String code) {
        errors.add(operationId + " " + code);
    }

    @Override
    public void close() throws IOException {
        Files.createDirectories(DIRECTORY);
        Files.write(DIRECTORY.resolve("errors-" + ProcessHandle.current().pid() + ".txt"), errors);
    }
}
