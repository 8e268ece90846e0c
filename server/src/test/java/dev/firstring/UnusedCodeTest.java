package dev.firstring;

import static org.assertj.core.api.Assertions.assertThat;

import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.domain.JavaMethod;
import com.tngtech.archunit.core.domain.JavaModifier;
import com.tngtech.archunit.core.domain.properties.HasAnnotations;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URISyntaxException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/**
 * Everything that main offers is used by main: code that only tests call is removed, with its tests. Frameworks call by rules
 * that are written down here; whatever else nobody calls is named with its reason.
 */
class UnusedCodeTest {

    /** Types and methods ({@code Type.method}) that only tests use, each with the reason why it stays. */
    private static final Map<String, String> KEPT = Map.of(
            "console.Console.run", "tests read what a command prints",
            "http.request.Network.of", "Spring makes a setting of its text with it",
            "http.metrics.MetricsPort.number", "tests have the port chosen by the system",
            "messaging.texts.MessageText.languages", "tests look at the texts of every language");

    private static final Path RESOURCES = Path.of("src/main/resources");

    /** Whoever is annotated from here is called by that framework. */
    private static final Set<String> FRAMEWORKS =
            Set.of("org.springframework.", "jakarta.", "tools.jackson.", "com.fasterxml.jackson.", "picocli.");

    private static final JavaClasses MAIN = new ClassFileImporter().importPath(main());

    @Test
    void every_type_is_used_by_another_one() {
        String registered = texts("META-INF");
        Set<String> made = MAIN.stream()
                .filter(UnusedCodeTest::isAnnotatedByFramework)
                .map(UnusedCodeTest::name)
                .collect(Collectors.toSet());

        Set<String> unused = MAIN.stream()
                .filter(type ->
                        !type.isAnonymousClass() && !type.getSimpleName().equals("package-info"))
                .filter(type -> made.stream().noneMatch(entry -> isWithin(entry, name(type))))
                .filter(type -> !registered.contains(type.getName()) && !holdsConstantsOnly(type))
                .filter(type -> type.getMethods().stream().noneMatch(UnusedCodeTest::isProgram))
                .filter(type -> type.getDirectDependenciesToSelf().stream()
                        .allMatch(use -> isWithin(name(use.getOriginClass()), name(type))))
                .map(UnusedCodeTest::name)
                .collect(Collectors.toCollection(TreeSet::new));

        assertThat(without(unused, KEPT.keySet())).isEmpty();
    }

    @Test
    void every_method_is_called_or_belongs_to_a_framework() {
        String templates = texts("templates");

        assertThat(without(unusedMethods(templates), KEPT.keySet())).isEmpty();
    }

    @Test
    void no_exception_is_left_over() {
        Set<String> unused = unusedMethods(texts("templates"));
        assertThat(KEPT.keySet()).isSubsetOf(unused);
    }

    private static Set<String> unusedMethods(String templates) {
        return MAIN.stream()
                .flatMap(type -> type.getMethods().stream())
                .filter(method -> !method.getModifiers().contains(JavaModifier.PRIVATE))
                .filter(method -> !method.getModifiers().contains(JavaModifier.SYNTHETIC))
                .filter(method -> method.getAccessesToSelf().stream()
                        .allMatch(access -> access.getOrigin().equals(method)))
                .filter(method -> !isProgram(method) && !isAnnotatedByFramework(method) && !isOverriding(method))
                .filter(method -> !isOfEveryEnum(method) && !isComponent(method) && !isOfAnnotation(method))
                .filter(method -> !isNamedIn(templates, method))
                .map(method -> name(method.getOwner()) + "." + method.getName())
                .collect(Collectors.toCollection(TreeSet::new));
    }

    private static boolean isProgram(JavaMethod method) {
        return method.getName().equals("main") && method.getModifiers().contains(JavaModifier.STATIC);
    }

    /** Beans, handlers of requests, settings, commands, what JSON calls. */
    private static boolean isAnnotatedByFramework(HasAnnotations<?> annotated) {
        return annotated.getAnnotations().stream()
                .map(annotation -> annotation.getRawType().getName())
                .anyMatch(name -> FRAMEWORKS.stream().anyMatch(name::startsWith));
    }

    /** Whoever knows the supertype calls it. */
    private static boolean isOverriding(JavaMethod method) {
        return Stream.concat(
                        method.getOwner().getAllRawSuperclasses().stream(),
                        method.getOwner().getAllRawInterfaces().stream())
                .flatMap(supertype -> supertype.getMethods().stream())
                .anyMatch(inherited -> inherited.getName().equals(method.getName())
                        && inherited.getRawParameterTypes().size()
                                == method.getRawParameterTypes().size());
    }

    private static boolean isOfEveryEnum(JavaMethod method) {
        return method.getOwner().isEnum() && Set.of("values", "valueOf").contains(method.getName());
    }

    private static boolean isOfAnnotation(JavaMethod method) {
        return method.getOwner().isAnnotation();
    }

    /** A record is data: JSON, patterns and equality read its components without a call. */
    private static boolean isComponent(JavaMethod method) {
        return method.getOwner().isRecord()
                && method.getRawParameterTypes().isEmpty()
                && method.getOwner().tryGetField(method.getName()).isPresent();
    }

    /** Templates of pages read properties by name. */
    private static boolean isNamedIn(String templates, JavaMethod method) {
        return name(method.getOwner()).startsWith("web.")
                && method.getRawParameterTypes().isEmpty()
                && templates.contains("." + method.getName());
    }

    /** The compiler copies constants to where they are used. */
    private static boolean holdsConstantsOnly(JavaClass type) {
        return type.getMethods().isEmpty()
                && !type.getFields().isEmpty()
                && type.getFields().stream()
                        .allMatch(field -> field.getModifiers().contains(JavaModifier.STATIC));
    }

    private static boolean isWithin(String inner, String outer) {
        return inner.equals(outer) || inner.startsWith(outer + "$");
    }

    private static String name(JavaClass type) {
        return type.getName().substring(Firstring.class.getPackageName().length() + 1);
    }

    private static Set<String> without(Set<String> found, Set<String> kept) {
        return found.stream().filter(name -> !kept.contains(name)).collect(Collectors.toCollection(TreeSet::new));
    }

    private static Path main() {
        try {
            return Path.of(Firstring.class
                    .getProtectionDomain()
                    .getCodeSource()
                    .getLocation()
                    .toURI());
        } catch (URISyntaxException e) {
            throw new IllegalStateException(e);
        }
    }

    private static String texts(String folder) {
        try (Stream<Path> files = Files.walk(RESOURCES.resolve(folder))) {
            return files.filter(Files::isRegularFile).map(UnusedCodeTest::text).collect(Collectors.joining("\n"));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static String text(Path file) {
        try {
            return Files.readString(file);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
