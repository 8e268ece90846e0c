package dev.firstring.docs;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** The files of the project, and what the Javadoc in them says. */
public final class Sources {

    private static final Pattern COMPONENT =
            Pattern.compile("@param (\\w+) (.*?)(?=@param |@throws |\\z)", Pattern.DOTALL);
    private static final Pattern TAG = Pattern.compile("\\{@(?:code|link|linkplain) ((?:[^{}]|\\{[^{}]*})*)}");

    private Sources() {}

    /** The root of the project, from wherever in it the tests run. */
    public static Path root() {
        Path here = Path.of("").toAbsolutePath();
        while (here != null && !Files.isRegularFile(here.resolve("bin/run"))) {
            here = here.getParent();
        }
        if (here == null) {
            throw new IllegalStateException("run the tests inside the project");
        }
        return here;
    }

    static boolean areIn(Class<?> type) {
        return Files.isRegularFile(file(type));
    }

    /** What the Javadoc of a record says of its components. */
    static Map<String, String> components(Class<?> type) {
        String text = read(file(type));
        int declaration = text.indexOf("record " + type.getSimpleName() + "(");
        int from = text.lastIndexOf("/**", declaration);
        int to = text.indexOf("*/", from);
        Map<String, String> found = new TreeMap<>();
        if (declaration >= 0 && from >= 0 && !text.substring(to, declaration).contains("}")) {
            String comment = text.substring(from + 3, to).replaceAll("(?m)^\\s*\\* ?", "");
            for (Matcher matcher = COMPONENT.matcher(comment); matcher.find(); ) {
                found.put(matcher.group(1), plain(matcher.group(2)));
            }
        }
        return found;
    }

    private static Path file(Class<?> type) {
        Class<?> outer = type;
        while (outer.getEnclosingClass() != null) {
            outer = outer.getEnclosingClass();
        }
        return root().resolve("server/src/main/java/" + outer.getName().replace('.', '/') + ".java");
    }

    private static String plain(String javadoc) {
        return TAG.matcher(javadoc)
                .replaceAll("`$1`")
                .replaceAll("\\s+", " ")
                .replace("|", "\\|")
                .strip();
    }

    private static String read(Path file) {
        try {
            return Files.readString(file);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
