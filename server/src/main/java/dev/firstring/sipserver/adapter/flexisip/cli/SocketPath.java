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
 * Where a Flexisip's socket is. Its name ends with the id of the process, so the last part of the path may hold
 * {@code *}, which stands for any characters. Immutable.
 */
public record SocketPath(String text) {

    /** @throws IllegalArgumentException if it is not an absolute path, or has a star in a directory */
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

    /** The paths that it stands for just now, in order; itself where it is no pattern. */
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
