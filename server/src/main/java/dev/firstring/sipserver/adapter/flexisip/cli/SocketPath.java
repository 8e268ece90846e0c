package dev.firstring.sipserver.adapter.flexisip.cli;

import java.io.IOException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/**
 * The path of a Flexisip socket. Its name ends with the process id, so the last part of the path may contain the
 * wildcard {@code *}. Immutable.
 */
public record SocketPath(String text) {

    /**
     * Checks the path.
     *
     * @throws IllegalArgumentException if it is not absolute, or has a wildcard in a directory
     */
    public SocketPath {
        Path path = Path.of(text);
        Path directory = path.getParent();
        if (!path.isAbsolute() || directory == null || directory.toString().contains("*")) {
            throw new IllegalArgumentException("a socket is an absolute path, with * in its last part only");
        }
    }

    boolean isPattern() {
        return text.contains("*");
    }

    /** The existing paths that match, sorted; the path itself if it has no wildcard. */
    List<Path> paths() throws IOException {
        Path path = Path.of(text);
        Path directory = path.getParent();
        Path name = path.getFileName();
        if (!isPattern() || directory == null || name == null) {
            return List.of(path);
        }
        Pattern wanted = Pattern.compile(Arrays.stream(name.toString().split("\\*", -1))
                .map(Pattern::quote)
                .collect(Collectors.joining(".*")));
        List<Path> found = new ArrayList<>();
        try (DirectoryStream<Path> entries = Files.newDirectoryStream(directory)) {
            for (Path entry : entries) {
                if (wanted.matcher(String.valueOf(entry.getFileName())).matches()) {
                    found.add(entry);
                }
            }
        }
        found.sort(null);
        return found;
    }

    @Override
    public String toString() {
        return text;
    }
}
