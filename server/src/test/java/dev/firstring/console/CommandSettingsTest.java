package dev.firstring.console;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.springframework.boot.context.properties.bind.Binder;
import org.springframework.boot.context.properties.source.ConfigurationPropertySources;
import org.springframework.core.env.ConfigurableEnvironment;

/** Commands read settings from everywhere the service does. */
class CommandSettingsTest {

    private static final String SERVER = "firstring.sip-server.rest.servers[0].";

    @Test
    void older_names_of_settings_count_for_commands_as_for_the_service(@TempDir Path directory) throws Exception {
        Path file = Files.writeString(directory.resolve("firstring.properties"), """
                FLEXISIP_SERVER_URL=https://flexisip.example.org
                FLEXISIP_API_KEY=k3y
                FLEXISIP_ADMIN_USERNAME=admin
                FLEXISIP_ADMIN_PASSWORD=pass
                FLEXISIP_DOMAIN=sip.example.org
                """);
        for (Map<String, Object> given : java.util.List.<Map<String, Object>>of(
                Map.of("spring.config.additional-location", file.toString()),
                Map.of(
                        "FLEXISIP_SERVER_URL", "https://flexisip.example.org",
                        "FLEXISIP_API_KEY", "k3y",
                        "FLEXISIP_ADMIN_USERNAME", "admin",
                        "FLEXISIP_ADMIN_PASSWORD", "pass",
                        "FLEXISIP_DOMAIN", "sip.example.org"))) {
            ConfigurableEnvironment environment = CommandSettings.read(given).environment();

            assertThat(value(environment, SERVER + "id")).isEqualTo("flexisip");
            assertThat(value(environment, SERVER + "url")).isEqualTo("https://flexisip.example.org");
            assertThat(value(environment, SERVER + "api-key")).isEqualTo("k3y");
            assertThat(value(environment, SERVER + "username")).isEqualTo("admin");
            assertThat(value(environment, SERVER + "password")).isEqualTo("pass");
            assertThat(value(environment, "firstring.sip.domain")).isEqualTo("sip.example.org");
        }
    }

    @Test
    void settings_in_one_text_of_json_count_as_well() {
        ConfigurableEnvironment environment = CommandSettings.read(
                        Map.of("spring.application.json", "{\"firstring\":{\"sip\":{\"domain\":\"j.example.org\"}}}"))
                .environment();

        assertThat(value(environment, "firstring.sip.domain")).isEqualTo("j.example.org");
    }

    @Test
    void what_follows_from_the_mode_and_from_the_registrar_inside_is_known_to_commands() {
        ConfigurableEnvironment environment = CommandSettings.read(Map.of("firstring.sip-server.embedded.port", "5060"))
                .environment();

        assertThat(value(environment, "firstring.sip.transport")).isEqualTo("UDP");
        assertThat(value(environment, "server.address")).isEqualTo("127.0.0.1");
    }

    private static String value(ConfigurableEnvironment environment, String name) {
        return new Binder(ConfigurationPropertySources.get(environment))
                .bind(name, String.class)
                .orElse("");
    }
}
