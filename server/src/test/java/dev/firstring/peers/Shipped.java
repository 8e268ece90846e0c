package dev.firstring.peers;

import java.nio.file.Files;
import java.nio.file.Path;

/** The files in {@code deploy} that operators get, found from wherever the tests run. */
public final class Shipped {

    private Shipped() {}

    /** The file of that path below {@code deploy}. */
    public static Path file(String path) {
        for (Path place = Path.of("").toAbsolutePath(); place != null; place = place.getParent()) {
            Path found = place.resolve("deploy").resolve(path);
            if (Files.isRegularFile(found)) {
                return found;
            }
        }
        throw new IllegalStateException("deploy/" + path + " is not above the working directory");
    }
}
