package dev.firstring.house;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.File;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import javax.tools.ToolProvider;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.springframework.core.annotation.AliasFor;
import org.springframework.web.bind.annotation.PostMapping;

class HouseTest {

    private static final Map<String, String> SOURCES = Map.of(
            "Desk",
            """
            import org.springframework.web.bind.annotation.*;
            @RequestMapping({"/api", "/api/v1"})
            class Desk {
                Work work;
                @PostMapping("/start") Result start() { return work.run(() -> Inner.mark()); }
            }
            """,
            "Work",
            """
            class Work {
                Port port; Store store;
                Result run(Runnable more) { more.run(); port.send(); store.put(); return new Result(1); }
                void other() { Unused.call(); }
            }
            """,
            "Result",
            "record Result(int count) {}",
            "Inner",
            "class Inner { static void mark() { } }",
            "Port",
            "interface Port { void send(); }",
            "Plug",
            "class Plug implements Port { public void send() { Unused.call(); } }",
            "Store",
            "interface Store { void put(); }",
            "Rows",
            "class Rows implements Store { public void put() { new Batch(); } }",
            "Batch",
            "class Batch extends Thread { @Override public void run() { Inner.mark(); } }",
            "Unused",
            "class Unused { static void call() { } }");

    @TempDir
    Path directory;

    @Test
    void a_flow_follows_calls_and_implementations_but_stops_at_ports() throws IOException {
        Map<String, CompiledType> types = compiled();
        Flow flow = Flow.of(types, Set.of("Port"), "POST /api/v1/start");
        assertThat(flow.files())
                .containsExactly(
                        "app/Batch.java",
                        "app/Desk.java",
                        "app/Inner.java",
                        "app/Port.java",
                        "app/Result.java",
                        "app/Rows.java",
                        "app/Store.java",
                        "app/Work.java");
        assertThat(flow.filesWithLogic())
                .containsExactly("app/Batch.java", "app/Desk.java", "app/Rows.java", "app/Work.java");
        assertThat(Flow.of(types, Set.of(), "POST /api/start").files()).contains("app/Plug.java", "app/Unused.java");
        assertThatThrownBy(() -> Flow.of(types, Set.of(), "GET /api/start"))
                .isInstanceOf(IllegalArgumentException.class);
    }

    @Test
    void a_type_that_one_other_file_imports_or_names_is_used_once() {
        List<SourceFile> files = List.of(
                SourceFile.read("a/One.java", "package a;\nimport b.Two;\n/** Names Three. */ class One { Two two; }"),
                SourceFile.read("a/Other.java", "package a;\nimport static b.Two.*;\nclass Other { One one; }"),
                SourceFile.read("b/Two.java", "package b;\nclass Two { Three three; }"),
                SourceFile.read("b/Three.java", "package b;\nclass Three { String text = \"One\"; }"));
        assertThat(Uses.once(files))
                .containsOnly(Map.entry("a/One.java", "a/Other.java"), Map.entry("b/Three.java", "b/Two.java"));
    }

    @Test
    void a_duplicate_is_reported_once_at_its_longest() {
        String block = "int a = 1; String b = \"x // y\"; char c = '\"'; call(a, b, c);";
        List<SourceFile> files = List.of(
                SourceFile.read("One.java", "class One {\n void one() { " + block + " } }"),
                SourceFile.read(
                        "Two.java", "class Two {\n\n // more\n void two() { " + block.replace("; ", ";\n") + " } }"),
                SourceFile.read("Three.java", "class Three { void three() { " + block.replace('1', '2') + " } }"));
        assertThat(Duplicates.of(files, 25))
                .containsExactly(new Duplicates.Pair(
                        new Duplicates.Place("One.java", 2), new Duplicates.Place("Two.java", 4), 29));
    }

    private static String jar(Class<?> type) {
        return Path.of(URI.create(
                        type.getProtectionDomain().getCodeSource().getLocation().toString()))
                .toString();
    }

    private Map<String, CompiledType> compiled() throws IOException {
        Path classes = directory.resolve("classes");
        List<String> arguments = new ArrayList<>(List.of(
                "-proc:none",
                "-cp",
                jar(PostMapping.class) + File.pathSeparator + jar(AliasFor.class),
                "-d",
                classes.toString()));
        for (Map.Entry<String, String> source : SOURCES.entrySet()) {
            Path file = directory.resolve(source.getKey() + ".java");
            Files.writeString(file, "package app;\n" + source.getValue());
            arguments.add(file.toString());
        }
        int status = ToolProvider.getSystemJavaCompiler().run(null, null, null, arguments.toArray(String[]::new));
        assertThat(status).isZero();
        return ClassReader.read(List.of(classes));
    }
}
