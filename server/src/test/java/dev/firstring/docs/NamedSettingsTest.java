package dev.firstring.docs;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** Settings are called by one name wherever they are named: in messages, scripts, SQL, examples and documents. */
class NamedSettingsTest {

    private static final Pattern DOCUMENTED = Pattern.compile("(?m)^\\| `(firstring[^`]*)`<br>`([A-Z0-9_]+)`");
    private static final Pattern VARIABLE = Pattern.compile("\\bFIRSTRING_[A-Z0-9_]+\\b");
    private static final Pattern NAME =
            Pattern.compile("(?<![\\w./-])firstring(?:\\.[a-z][a-z0-9]*(?:-[a-z0-9]+)*(?:\\[\\d*])?)+");

    /** Variables that are not settings, and the other spelling that the document explains: of the scripts, of Kamailio's own file, of Kubernetes, of examples. */
    private static final Pattern NO_SETTING =
            Pattern.compile("FIRSTRING_(?:VERIFICATION_CODELIFETIME|ROOT|JAR|JAVA_OPTIONS|CONNECTIONS|DOMAIN|TLS"
                    + "|WORKERS|ECHO|GATEWAY|COUNTRY|TRUNK|DATABASE|SERVICE_.*|PORT.*|ROOM_.*|DATABSE_URL)");

    /** Files, hosts, sources of settings and a schema, and a name that a document misspells to show what is said of it. */
    private static final Set<String> EXAMPLES = Set.of(
            "firstring.jar",
            "firstring.lock",
            "firstring.example",
            "firstring.partitions",
            "firstring.development",
            "firstring.messages",
            "firstring.production",
            "firstring.reach",
            "firstring.limits.number-huor");

    private static final Set<String> TEXT = Set.of(
            "java",
            "sql",
            "md",
            "yaml",
            "yml",
            "properties",
            "sh",
            "cfg",
            "conf",
            "service",
            "html",
            "json",
            "txt",
            "");

    @Test
    void every_variable_that_is_named_anywhere_is_the_one_that_the_document_names() throws IOException {
        Set<String> documented = documented(2);
        for (Path file : files(Stream.of(
                "server/src/main", "chaos/src/main", "bench/src/main", "deploy", "docs", "bin", ".ci", "README.md"))) {
            assertThat(named(VARIABLE, file).stream()
                            .filter(variable -> !NO_SETTING.matcher(variable).matches())
                            .filter(variable -> documented.stream().noneMatch(known -> means(known, variable)))
                            .toList())
                    .as("variables named in %s", file)
                    .isEmpty();
        }
    }

    @Test
    void every_setting_that_a_message_a_page_or_an_example_names_is_there() throws IOException {
        Set<String> documented =
                documented(1).stream().map(name -> name.replace("[]", "")).collect(Collectors.toSet());
        Set<String> metrics = metrics();
        Set<String> unknown = new TreeSet<>();
        for (Path file : files(Stream.of("deploy", "docs", "bin", "README.md", "server/src/main"))) {
            named(NAME, file).stream()
                    .map(name -> name.replaceAll("\\[\\d*]", ""))
                    .filter(name -> !metrics.contains(name) && !isPackage(name) && !EXAMPLES.contains(name))
                    .filter(name -> documented.stream()
                            .noneMatch(known -> known.equals(name)
                                    || known.startsWith(name + ".")
                                    || (known.endsWith("<key>") && name.startsWith(known.replace("<key>", "")))))
                    .forEach(name -> unknown.add(name + " in " + file));
        }
        assertThat(unknown).isEmpty();
    }

    private static boolean means(String known, String variable) {
        String pattern = Stream.of(known.split("_"))
                .map(part -> part.equals("0")
                        ? "(?:0|1|[0-9]+)"
                        : part.equals("KEY") && known.endsWith("_KEY") ? "(?:KEY|[A-Z0-9_]+)" : part)
                .collect(Collectors.joining("_"));
        return variable.matches(pattern)
                || (known + "_").startsWith(variable.endsWith("_") ? variable : variable + "_");
    }

    private static boolean isPackage(String name) {
        return Stream.of("server", "registrar")
                .map(module -> module + "/src/main/java/dev/" + name.replace('.', '/'))
                .anyMatch(folder -> Files.isDirectory(Sources.root().resolve(folder)));
    }

    /** Names of meters, which look alike: what is named beside the library of meters. */
    private static Set<String> metrics() throws IOException {
        Set<String> found = new TreeSet<>();
        for (Path file : files(Stream.of("server/src/main/java"))) {
            String text = Files.readString(file);
            if (text.contains("import io.micrometer.")) {
                found.addAll(
                        NAME.matcher(text).results().map(MatchResult::group).toList());
            }
        }
        found.removeIf(name -> !name.matches("firstring(\\.[a-z]+){1,5}"));
        return found;
    }

    private static Set<String> documented(int group) throws IOException {
        return DOCUMENTED
                .matcher(Files.readString(Sources.root().resolve("docs/configuration.md")))
                .results()
                .map(row -> row.group(group))
                .collect(Collectors.toCollection(TreeSet::new));
    }

    private static Set<String> named(Pattern pattern, Path file) throws IOException {
        return pattern.matcher(Files.readString(file))
                .results()
                .map(MatchResult::group)
                .collect(Collectors.toCollection(TreeSet::new));
    }

    private static List<Path> files(Stream<String> roots) throws IOException {
        Set<Path> found = new TreeSet<>();
        for (String root : roots.toList()) {
            try (Stream<Path> all = Files.walk(Sources.root().resolve(root))) {
                found.addAll(all.filter(Files::isRegularFile)
                        .filter(file -> TEXT.contains(ending(file)))
                        .filter(file -> !file.toString().contains("/target/"))
                        .toList());
            }
        }
        return List.copyOf(found);
    }

    private static String ending(Path file) {
        String name = file.getFileName().toString().toLowerCase(Locale.ROOT);
        return name.indexOf('.') < 0 ? "" : name.substring(name.lastIndexOf('.') + 1);
    }
}
