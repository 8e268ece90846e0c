package dev.firstring.docs.guides;

import static org.assertj.core.api.Assertions.assertThat;

import dev.firstring.testing.Patience;
import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** Compiles Kotlin in a process of its own, whose memory is free again afterwards. Warnings are errors. */
final class KotlinCompiler {

    private static final Pattern COMPILER = Pattern.compile(".*/(?:kotlin|kotlinx|annotations)-[^/]*\\.jar");
    private static final Pattern LIBRARIES = Pattern.compile(".*/(?:kotlin-stdlib|android-json)-[^/]*\\.jar");

    private KotlinCompiler() {}

    static void compile(List<Path> sources, Path classes) throws IOException, InterruptedException {
        assertThat(jars(COMPILER))
                .as("the compiler of Kotlin on the class path of the tests")
                .contains("compiler");
        Path said = Files.createTempFile("kotlin", ".log");
        List<String> command = new ArrayList<>(List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-Xmx512m",
                "-XX:TieredStopAtLevel=1",
                "-XX:+UseSerialGC",
                "--sun-misc-unsafe-memory-access=allow",
                "-cp",
                jars(COMPILER),
                "org.jetbrains.kotlin.cli.jvm.K2JVMCompiler",
                "-no-stdlib",
                "-no-reflect",
                "-Werror",
                "-cp",
                jars(LIBRARIES),
                "-d",
                classes.toString()));
        sources.forEach(source -> command.add(source.toString()));
        Process process = new ProcessBuilder(command)
                .redirectErrorStream(true)
                .redirectOutput(said.toFile())
                .start();
        try {
            assertThat(process.waitFor(Patience.LIMIT.toSeconds(), TimeUnit.SECONDS))
                    .isTrue();
            assertThat(process.exitValue()).as(Files.readString(said)).isZero();
        } finally {
            process.destroyForcibly();
            Files.delete(said);
        }
    }

    private static String jars(Pattern names) {
        return Stream.of(System.getProperty("java.class.path").split(File.pathSeparator))
                .filter(jar -> names.matcher(jar).matches())
                .collect(Collectors.joining(File.pathSeparator));
    }
}
