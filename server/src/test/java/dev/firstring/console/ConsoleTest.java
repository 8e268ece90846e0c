package dev.firstring.console;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Base64;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ConsoleTest {

    @TempDir
    Path directory;

    @ParameterizedTest
    @ValueSource(
            strings = {"api-key", "create-admin", "doctor", "generate-master-key", "migrate", "rotate-keys", "version"})
    void every_command_explains_itself(String command) {
        Shell shell = Shell.run(command, "--help");

        assertThat(shell.exitCode()).isZero();
        assertThat(shell.out()).startsWith("Usage: firstring " + command);
        assertThat(Shell.run("--help").out()).contains(command);
    }

    @ParameterizedTest
    @ValueSource(strings = {"create", "list", "revoke"})
    void what_can_be_done_with_keys_explains_itself(String command) {
        assertThat(Shell.run("api-key", command, "--help").out()).startsWith("Usage: firstring api-key " + command);
        assertThat(Shell.run("api-key").err()).contains("Say what to do", command);
    }

    @Test
    void help_tells_what_there_is() {
        assertThat(Shell.run("help").exitCode()).isZero();
        assertThat(Shell.run("help").out()).isEqualTo(Shell.run("--help").out());
        assertThat(Shell.run("help", "migrate").out())
                .isEqualTo(Shell.run("migrate", "--help").out());
    }

    @Test
    void a_misspelt_command_is_told_the_nearest_one() {
        Shell shell = Shell.run("docter");

        assertThat(shell.exitCode()).isEqualTo(2);
        assertThat(shell.err()).contains("docter").contains("firstring doctor");
    }

    @Test
    void no_command_is_a_usage_error() {
        Shell shell = Shell.run();

        assertThat(shell.exitCode()).isEqualTo(2);
        assertThat(shell.err()).contains("Say which command").contains("rotate-keys");
    }

    @Test
    void an_unknown_option_is_a_usage_error() {
        Shell shell = Shell.run("doctor", "--dta", "x");

        assertThat(shell.exitCode()).isEqualTo(2);
        assertThat(shell.err()).contains("--dta");
    }

    @Test
    void a_file_of_settings_that_is_not_there_is_a_usage_error() {
        Shell shell = Shell.run(
                "migrate", "--config", directory.resolve("absent.yaml").toString());

        assertThat(shell.exitCode()).isEqualTo(2);
        assertThat(shell.err()).contains("absent.yaml").contains("no such file");
    }

    @Test
    void a_malformed_file_of_settings_is_told_in_one_line() throws Exception {
        Path file = Files.writeString(directory.resolve("bad.yaml"), "firstring:\n  keys: [unclosed\n");

        Shell shell = Shell.run("migrate", "--config", file.toString());

        assertThat(shell.exitCode()).isEqualTo(1);
        assertThat(shell.err().lines()).hasSize(1);
        assertThat(shell.err()).contains("not valid YAML");
    }

    @Test
    void a_generated_master_key_is_32_bytes_and_a_new_one_each_time() {
        Shell shell = Shell.run("generate-master-key");

        assertThat(shell.exitCode()).isZero();
        assertThat(Base64.getDecoder().decode(shell.out().strip())).hasSize(32);
        assertThat(Shell.run("generate-master-key").out()).isNotEqualTo(shell.out());
    }

    @Test
    void the_version_names_the_program_and_its_java() {
        assertThat(Shell.run("version").out()).startsWith("firstring ").contains("Java 25");
        assertThat(Shell.run("--version").out()).isEqualTo(Shell.run("version").out());
    }

    @Test
    void the_arguments_of_the_service_are_no_command() {
        assertThat(Console.handles(new String[] {})).isFalse();
        assertThat(Console.handles(new String[] {"--data", "x"})).isFalse();
        assertThat(Console.handles(new String[] {"--server.port=1"})).isFalse();
        assertThat(Console.handles(new String[] {"doctor"})).isTrue();
        assertThat(Console.handles(new String[] {"docter"})).isTrue();
        assertThat(Console.handles(new String[] {"--help"})).isTrue();
    }
}
