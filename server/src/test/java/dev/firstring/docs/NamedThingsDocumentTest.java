package dev.firstring.docs;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

class NamedThingsDocumentTest {

    private static final Pattern TEST = Pattern.compile("`(\\w+Test)`");
    private static final Pattern TYPE = Pattern.compile("`([A-Z][a-z]+(?:[A-Z][a-z]+)+)(?:\\.\\w+)?`");
    private static final Set<String> NOT_OURS =
            Set.of("FullyQualifiedAnnotationBeanNameGenerator", "SecureRandom", "TransactionTemplate");
    private static final Pattern ONE = Pattern.compile("(?m)^one ((?:\\w+Test\\+?)+)");
    private static final Pattern PROGRAM =
            Pattern.compile("\\b((?:bin|bench|chaos)/(?:run|test|pictures|firstring))\\b");
    private static final Pattern COMMAND =
            Pattern.compile("\\b((?:bin|bench|chaos)/(?:run|test|pictures))((?: +[-\\w./=]+)*)");
    private static final Pattern OPTION = Pattern.compile("(?<= )--[a-z-]+");

    @Test
    void every_test_that_the_page_on_security_names_is_there() throws IOException {
        Set<String> tests = tests();
        List<String> named = found(TEST, Sources.root().resolve("docs/security.md"));
        assertThat(named).isNotEmpty();
        assertThat(tests).containsAll(named);
    }

    @Test
    void every_test_that_a_command_names_is_there() throws IOException {
        Set<String> tests = tests();
        for (Path document : documents()) {
            assertThat(found(ONE, document).stream()
                            .flatMap(named -> Stream.of(named.split("\\+")))
                            .toList())
                    .as("tests named in %s", document)
                    .allSatisfy(test -> assertThat(tests).contains(test));
        }
    }

    @Test
    void every_type_that_the_architecture_or_a_decision_names_is_there() throws IOException {
        Set<String> types = Stream.concat(
                        files("server/src", ".java").stream(), files("registrar/src", ".java").stream())
                .map(file -> file.getFileName().toString().replace(".java", ""))
                .collect(Collectors.toCollection(TreeSet::new));
        types.addAll(NOT_OURS);
        List<Path> documents = new ArrayList<>(files("docs/decisions", ".md"));
        documents.add(Sources.root().resolve("docs/architecture.md"));
        for (Path document : documents) {
            assertThat(found(TYPE, document))
                    .as("types named in %s", document)
                    .allSatisfy(type -> assertThat(types).contains(type));
        }
    }

    @Test
    void every_program_that_a_document_names_is_there_and_runs_in_ci() throws IOException {
        String ci = Files.readString(Sources.root().resolve(".ci/run"))
                + Files.readString(Sources.root().resolve(".ci/commands"));
        Set<String> named = new TreeSet<>();
        for (Path document : documents()) {
            named.addAll(found(PROGRAM, document));
        }
        assertThat(named).contains("bin/run", "bin/test", "bin/firstring", "bin/pictures", "bench/run", "chaos/run");
        assertThat(named).allSatisfy(program -> {
            assertThat(Sources.root().resolve(program)).isExecutable();
            assertThat(ci).as("what CI runs").contains(program);
        });
    }

    @Test
    void every_option_that_a_document_gives_a_program_is_one_that_it_has() throws IOException {
        for (Path document : documents()) {
            for (MatchResult command :
                    COMMAND.matcher(Files.readString(document)).results().toList()) {
                String program = command.group(1);
                String known = Files.readString(Sources.root().resolve(program)) + sources(program);
                assertThat(OPTION.matcher(command.group(2))
                                .results()
                                .map(MatchResult::group)
                                .filter(option -> !option.startsWith("--firstring"))
                                .toList())
                        .as("options of %s in %s", program, document)
                        .allSatisfy(option -> assertThat(known).contains(option));
            }
        }
    }

    private static Set<String> tests() throws IOException {
        return Stream.concat(
                        files("server/src/test/java", ".java").stream(),
                        files("registrar/src/test/java", ".java").stream())
                .map(file -> file.getFileName().toString().replace(".java", ""))
                .collect(Collectors.toSet());
    }

    private static List<Path> documents() throws IOException {
        return Stream.of(
                        Stream.of("README.md", "CHANGELOG.md", "CONTRIBUTING.md", "bench/README.md", "chaos/README.md")
                                .map(Sources.root()::resolve),
                        files("docs", ".md").stream(),
                        files("deploy", ".md").stream())
                .flatMap(each -> each)
                .toList();
    }

    /** Where the options of a program are read, besides its script. */
    private static String sources(String program) throws IOException {
        return switch (program) {
            case "bench/run" ->
                Files.readString(Sources.root().resolve("bench/src/main/java/dev/firstring/bench/Options.java"));
            case "chaos/run" ->
                Files.readString(Sources.root().resolve("chaos/src/main/java/dev/firstring/chaos/Options.java"));
            default -> "";
        };
    }

    private static List<String> found(Pattern pattern, Path document) throws IOException {
        return pattern.matcher(Files.readString(document))
                .results()
                .map((MatchResult result) -> result.group(1))
                .toList();
    }

    private static List<Path> files(String directory, String ending) throws IOException {
        try (Stream<Path> all = Files.walk(Sources.root().resolve(directory))) {
            return all.filter(file -> file.toString().endsWith(ending)).toList();
        }
    }
}
