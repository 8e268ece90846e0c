package dev.firstring.house;

import dev.firstring.house.Duplicates.Pair;
import dev.firstring.house.Duplicates.Place;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.jar.JarFile;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/** Prints metrics of the code base as a Markdown table. Run by {@code bin/house}, whose help defines the metrics. */
public final class House {

    /** Load and fault programs: they are not part of the service. */
    private static final Set<String> PROGRAMS = Set.of("bench", "chaos");

    private static final Map<String, String> FLOWS = flows();

    /** Interfaces whose implementations are plug-ins: a flow ends there. */
    private static final Set<String> PORTS =
            Set.of("MessageSender", "MessageSenderSource", "SipServer", "SipServerSource");

    /** Minimum lengths of duplicates: above the first one they are copies, above the second one candidates. */
    private static final List<Integer> LEAST_TOKENS = List.of(100, 50);

    private static final Pattern MODULE = Pattern.compile("<module>([^<]+)</module>");

    private final Path root;
    private final PrintStream out;
    private final boolean lists;

    private House(Path root, PrintStream out, boolean lists) {
        this.root = root;
        this.out = out;
        this.lists = lists;
    }

    private static Map<String, String> flows() {
        Map<String, String> flows = new LinkedHashMap<>();
        flows.put("start", "POST /api/onboarding/start");
        flows.put("verify", "POST /api/onboarding/verify-otp");
        flows.put("suspend", "POST /api/admin/sip/credentials/{id}/suspend");
        return flows;
    }

    /** @param arguments the root of the project; {@code --list} for the names behind the figures; rows such as {@code bin/test=9:40} */
    public static void main(String[] arguments) throws IOException {
        List<String> given = new ArrayList<>(List.of(arguments));
        Path root = Path.of(given.removeFirst());
        boolean lists = given.remove("--list");
        PrintStream out = new PrintStream(System.out, true, StandardCharsets.UTF_8);
        new House(root, out, lists).print(given);
    }

    private void print(List<String> times) throws IOException {
        row("what", "figure");
        row("---", "--:");
        List<SourceFile> service = new ArrayList<>();
        List<Path> classes = new ArrayList<>();
        for (String module : modules()) {
            List<SourceFile> main = SourceFile.below(root.resolve(module + "/src/main/java"));
            size("`" + module + "`", main);
            if (!PROGRAMS.contains(module)) {
                size("`" + module + "`, tests", SourceFile.below(root.resolve(module + "/src/test/java")));
                service.addAll(main);
                Path compiled = root.resolve(module + "/target/classes");
                if (Files.isDirectory(compiled)) {
                    classes.add(compiled);
                }
            }
        }
        flows(ClassReader.read(classes));
        Map<String, String> once = Uses.once(service);
        row("types used by one other file", once.size());
        list(once.entrySet().stream().map(use -> use.getKey() + " by " + use.getValue()));
        duplicates(service);
        jar();
        tests();
        for (String time : times) {
            String[] parts = time.split("=", 2);
            row("time of `" + parts[0] + "`", parts[1]);
        }
    }

    private List<String> modules() throws IOException {
        Matcher module = MODULE.matcher(Files.readString(root.resolve("pom.xml")));
        return module.results().map(found -> found.group(1)).toList();
    }

    private void size(String what, List<SourceFile> files) {
        List<SourceFile> types =
                files.stream().filter(file -> !file.isPackageInfo()).toList();
        row(what + ": files", types.size());
        row(
                what + ": packages",
                types.stream().map(SourceFile::directory).distinct().count());
        row(what + ": lines", files.stream().mapToInt(SourceFile::lines).sum());
    }

    private void flows(Map<String, CompiledType> types) {
        FLOWS.forEach((name, route) -> {
            Flow flow = Flow.of(types, PORTS, route);
            Set<String> files = flow.files();
            row(name + ": files", files.size());
            row(name + ": files with logic", flow.filesWithLogic().size());
            row(
                    name + ": packages",
                    files.stream()
                            .map(file -> file.substring(0, file.lastIndexOf('/')))
                            .distinct()
                            .count());
            list(files.stream().map(file -> file + (flow.filesWithLogic().contains(file) ? "" : " (value)")));
        });
    }

    private void duplicates(List<SourceFile> files) {
        for (int least : LEAST_TOKENS) {
            List<Pair> pairs = Duplicates.of(files, least);
            row("duplicate pairs of " + least + " tokens or more", pairs.size());
            list(pairs.stream()
                    .map(pair -> "%d tokens: %s and %s"
                            .formatted(pair.tokens(), place(pair.first()), place(pair.second()))));
        }
    }

    private static String place(Place place) {
        return place.file() + ":" + place.line();
    }

    private void jar() throws IOException {
        Path file = root.resolve("server/target/firstring.jar");
        if (!Files.isRegularFile(file)) {
            row("libraries in the jar", "not built");
            return;
        }
        try (JarFile jar = new JarFile(file.toFile())) {
            row(
                    "libraries in the jar",
                    jar.stream()
                            .filter(entry -> entry.getName().matches("BOOT-INF/lib/(?!firstring).*\\.jar"))
                            .count());
            row("size of the jar in MB", String.format(Locale.ROOT, "%.1f", Files.size(file) / 1e6));
        }
    }

    private void tests() throws IOException {
        TestReports sum = new TestReports(0, 0, 0);
        for (String module : modules()) {
            sum = sum.plus(TestReports.in(root.resolve(module)));
        }
        if (sum.classes() > 0) {
            row("test classes in the last run", sum.classes());
            row("tests in the last run", sum.tests());
            row("sum of all test classes in minutes", String.format(Locale.ROOT, "%.1f", sum.seconds() / 60));
        }
    }

    private void row(String what, Object figure) {
        out.println("| " + what + " | " + figure + " |");
    }

    /** Indented below the row: a list is for reading, it breaks the Markdown table. */
    private void list(Stream<String> names) {
        if (lists) {
            names.forEach(name -> out.println("    " + name));
        }
    }
}
