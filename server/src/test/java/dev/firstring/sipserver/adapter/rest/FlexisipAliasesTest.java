package dev.firstring.sipserver.adapter.rest;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.firstring.platform.Secret;
import dev.firstring.sip.settings.SipSettings;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.apache.commons.logging.Log;
import org.apache.commons.logging.impl.NoOpLog;
import org.junit.jupiter.api.Test;
import org.springframework.boot.SpringApplication;
import org.springframework.boot.WebApplicationType;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.boot.context.properties.bind.Binder;
import org.springframework.boot.context.properties.source.ConfigurationPropertySources;
import org.springframework.core.env.MapPropertySource;
import org.springframework.core.env.StandardEnvironment;
import org.springframework.core.env.SystemEnvironmentPropertySource;

class FlexisipAliasesTest {

    private final List<String> warnings = new ArrayList<>();

    @Test
    void older_names_of_settings_define_one_server_and_the_domain() {
        StandardEnvironment environment = environment(
                Map.of(
                        "FLEXISIP_SERVER_URL", "http://flexisip:8080/",
                        "FLEXISIP_API_KEY", "k3y",
                        "FLEXISIP_ADMIN_USERNAME", "admin",
                        "FLEXISIP_ADMIN_PASSWORD", "pass",
                        "FLEXISIP_DOMAIN", "sip.example.org"),
                Map.of());

        RestServerSettings server = servers(environment).getFirst();
        assertThat(server.id()).isEqualTo("flexisip");
        assertThat(server.baseUrl()).hasToString("http://flexisip:8080");
        assertThat(server.apiKey()).isEqualTo(Secret.of("k3y"));
        assertThat(server.username()).isEqualTo("admin");
        assertThat(server.password()).isEqualTo(Secret.of("pass"));
        assertThat(environment.getProperty("firstring.sip.domain")).isEqualTo("sip.example.org");
        assertThat(warnings).isEmpty();
    }

    @Test
    void a_service_that_starts_knows_them() {
        SpringApplication application = new SpringApplication(Settings.class);
        application.setWebApplicationType(WebApplicationType.NONE);
        application.setLogStartupInfo(false);
        try (var context = application.run(
                "--FLEXISIP_SERVER_URL=https://sip.example.org",
                "--FLEXISIP_API_KEY=k3y",
                "--FLEXISIP_DOMAIN=a.example")) {
            assertThat(context.getBean(RestSettings.class).servers())
                    .extracting(RestServerSettings::url)
                    .containsExactly("https://sip.example.org");
            assertThat(context.getBean(SipSettings.class).domain()).isEqualTo("a.example");
        }
    }

    @EnableConfigurationProperties({RestSettings.class, SipSettings.class})
    static class Settings {}

    @Test
    void names_that_are_set_to_nothing_are_not_set() {
        StandardEnvironment environment = environment(
                Map.of(
                        "FLEXISIP_SERVER_URL", "https://sip.example.org",
                        "FLEXISIP_API_KEY", "k3y",
                        "FLEXISIP_ADMIN_USERNAME", "",
                        "FLEXISIP_ADMIN_PASSWORD", " ",
                        "FLEXISIP_DOMAIN", ""),
                Map.of());

        assertThat(servers(environment).getFirst().password()).isNull();
        assertThat(environment.getProperty("firstring.sip.domain")).isNull();
        assertThat(servers(environment(Map.of("FLEXISIP_API_KEY", "k3y"), Map.of())))
                .isEmpty();
    }

    @Test
    void the_settings_of_the_service_win_and_the_log_says_so_without_values() {
        StandardEnvironment environment = environment(
                Map.of(
                        "FLEXISIP_SERVER_URL", "https://old.example.org",
                        "FLEXISIP_API_KEY", "k3y",
                        "FLEXISIP_DOMAIN", "old.example.org",
                        "FIRSTRING_SIP_DOMAIN", "new.example.org"),
                Map.of(
                        "firstring.sip-server.rest.servers[0].id", "new",
                        "firstring.sip-server.rest.servers[0].url", "https://new.example.org",
                        "firstring.sip-server.rest.servers[0].api-key", "other"));

        assertThat(servers(environment)).extracting(RestServerSettings::id).containsExactly("new");
        assertThat(environment.getProperty("firstring.sip.domain")).isEqualTo("new.example.org");
        assertThat(warnings)
                .containsExactly(
                        "FLEXISIP_DOMAIN is ignored: firstring.sip.domain is set, and wins",
                        "FLEXISIP_SERVER_URL and what belongs to it is ignored: firstring.sip-server.rest.servers is"
                                + " set, and wins");
    }

    @Test
    void servers_that_are_named_by_variables_win_as_well() {
        StandardEnvironment environment = environment(
                Map.of(
                        "FLEXISIP_SERVER_URL", "https://old.example.org",
                        "FIRSTRING_SIPSERVER_REST_SERVERS_0_ID", "new",
                        "FIRSTRING_SIPSERVER_REST_SERVERS_0_URL", "https://new.example.org",
                        "FIRSTRING_SIPSERVER_REST_SERVERS_0_APIKEY", "other"),
                Map.of());

        assertThat(servers(environment)).extracting(RestServerSettings::id).containsExactly("new");
        assertThat(warnings).hasSize(1);
    }

    @Test
    void settings_that_cannot_work_are_refused_by_name() {
        assertThatThrownBy(() -> bind(Map.of("id", "A", "url", "https://a", "api-key", "k")))
                .hasRootCauseMessage(
                        "the id of a SIP server must be 1 to 40 lower-case letters, digits and dashes, not" + " 'A'");
        assertThat(mistake(Map.of("id", "a", "url", "http://sip.example.org", "api-key", "k")))
                .startsWith("firstring.sip-server.rest.servers[].url must begin with https://");
        assertThat(mistake(Map.of("id", "a", "url", "https://a.example")))
                .startsWith("firstring.sip-server.rest.servers[].api-key is missing");
        assertThat(mistake(Map.of("id", "a", "url", "https://a.example", "api-key", "two\nlines")))
                .isEqualTo("firstring.sip-server.rest.servers[].api-key must be printable ASCII on one line, without"
                        + " blanks around it");
        assertThat(mistake(Map.of("id", "a", "url", "https://a.example", "username", "x")))
                .contains("username and password go together");
        assertThat(mistake(Map.of("id", "a", "url", "https://a.example", "api-key", "k", "connections", "0")))
                .contains("servers[].connections must be 1 to 1000");
        assertThat(mistake(Map.of("id", "a", "url", "https://a.example", "api-key", "k", "timeout", "0s")))
                .contains("must be more than 0");
    }

    private static String mistake(Map<String, Object> server) {
        try {
            bind(server);
        } catch (RuntimeException e) {
            Throwable cause = e;
            while (cause.getMessage() == null
                    || !cause.getMessage().startsWith("firstring.sip-server.rest.servers[].")) {
                cause = cause.getCause();
            }
            return cause.getMessage();
        }
        throw new AssertionError("the settings were taken");
    }

    private static void bind(Map<String, Object> server) {
        StandardEnvironment environment = new StandardEnvironment();
        environment
                .getPropertySources()
                .addFirst(new MapPropertySource(
                        "test",
                        server.entrySet().stream()
                                .collect(Collectors.toMap(
                                        entry -> "firstring.sip-server.rest.servers[0]." + entry.getKey(),
                                        Map.Entry::getValue))));
        servers(environment);
    }

    private StandardEnvironment environment(Map<String, Object> variables, Map<String, Object> properties) {
        StandardEnvironment environment = new StandardEnvironment();
        environment.getPropertySources().remove(StandardEnvironment.SYSTEM_PROPERTIES_PROPERTY_SOURCE_NAME);
        environment
                .getPropertySources()
                .replace(
                        StandardEnvironment.SYSTEM_ENVIRONMENT_PROPERTY_SOURCE_NAME,
                        new SystemEnvironmentPropertySource(
                                StandardEnvironment.SYSTEM_ENVIRONMENT_PROPERTY_SOURCE_NAME, variables));
        environment.getPropertySources().addLast(new MapPropertySource("file", properties));
        ConfigurationPropertySources.attach(environment);
        Log log = new NoOpLog() {
            @Override
            public void warn(Object message) {
                warnings.add(message.toString());
            }
        };
        new FlexisipAliases(destination -> log).postProcessEnvironment(environment, new SpringApplication());
        return environment;
    }

    private static List<RestServerSettings> servers(StandardEnvironment environment) {
        return Binder.get(environment)
                .bindOrCreate("firstring.sip-server.rest", RestSettings.class)
                .servers();
    }
}
