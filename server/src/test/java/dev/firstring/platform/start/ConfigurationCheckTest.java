package dev.firstring.platform.start;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowable;

import dev.firstring.platform.Mode;
import dev.firstring.platform.Secret;
import dev.firstring.platform.configuration.PlatformBeans;
import dev.firstring.platform.configuration.PlatformSettings;
import dev.firstring.platform.configuration.ProductionRule;
import dev.firstring.platform.database.DatabaseSettings;
import jakarta.validation.constraints.Max;
import jakarta.validation.constraints.Min;
import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.hibernate.validator.constraints.time.DurationMax;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;
import org.springframework.boot.context.properties.source.ConfigurationPropertySources;
import org.springframework.boot.convert.ApplicationConversionService;
import org.springframework.context.annotation.AnnotationConfigApplicationContext;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.context.annotation.Import;
import org.springframework.core.env.MapPropertySource;
import org.springframework.core.env.StandardEnvironment;
import org.springframework.core.env.SystemEnvironmentPropertySource;
import org.springframework.validation.annotation.Validated;

class ConfigurationCheckTest {

    private static final String URL = "firstring.database.url";

    @Test
    void settings_without_a_mistake_pass_from_files_and_from_the_environment() {
        try (var context = start(
                Map.of(
                        "firstring.room.providers[0].name", "one",
                        "firstring.room.providers[0].api-key", "hunter2",
                        "firstring.room.countries.US", "allow",
                        "firstring.room.hosts", "a,b",
                        "other.setting", "is nobody's business"),
                Map.of("FIRSTRING_DATABASE_POOL_SIZE", "7", "FIRSTRING_ROOM_TIMEOUT", "5m"))) {
            assertThat(context.getBean(DatabaseSettings.class).poolSize()).isEqualTo(7);
            assertThat(context.getBean(RoomSettings.class).timeout()).isEqualTo(Duration.ofMinutes(5));
            assertThat(context.getBean(Mode.class)).isEqualTo(Mode.DEVELOPMENT);
            assertThat(context.getBean(PlatformSettings.class).data())
                    .isAbsolute()
                    .endsWithRaw(Path.of("data"));
        }
    }

    @Test
    void what_kubernetes_sets_beside_a_service_of_our_name_is_no_mistake() {
        start(
                        Map.of(),
                        Map.of(
                                "FIRSTRING_SERVICE_HOST", "10.0.0.1",
                                "FIRSTRING_SERVICE_PORT_HTTP", "8080",
                                "FIRSTRING_PORT", "tcp://10.0.0.1:8080",
                                "FIRSTRING_PORT_8080_TCP_ADDR", "10.0.0.1"))
                .close();
    }

    @Test
    void an_unknown_setting_is_a_mistake_and_the_nearest_known_one_is_named() {
        assertThat(lines(
                        Map.of(
                                "firstring.database.pool-siz", "4",
                                "firstring.room.providers[0].nane", "x",
                                "firstring.zzz", "1"),
                        Map.of("FIRSTRING_DATABSE_URL", "x")))
                .containsExactlyInAnyOrder(
                        "firstring.database.pool-siz: is not a setting; did you mean firstring.database.pool-size?",
                        "firstring.room.providers[0].nane: is not a setting; did you mean firstring.room.providers.*.name?",
                        "firstring.zzz: is not a setting; docs/configuration.md lists them",
                        "FIRSTRING_DATABSE_URL: is not a setting; did you mean FIRSTRING_DATABASE_URL?");
    }

    @Test
    void a_value_that_cannot_be_read_is_told_with_what_is_allowed() {
        assertThat(lines(Map.of("firstring.mode", "prod"), Map.of()))
                .containsExactly("firstring.mode=prod: must be one of development, production");
        assertThat(lines(Map.of("firstring.database.port", "abc"), Map.of()))
                .containsExactly("firstring.database.port=abc: must be a whole number");
        assertThat(lines(Map.of("firstring.room.timeout", "soon"), Map.of()))
                .containsExactly("firstring.room.timeout=soon: must be a duration such as 500ms, 30s, 5m, 24h, 30d");
        assertThat(lines(Map.of("firstring.room.loud", "loud"), Map.of()))
                .containsExactly("firstring.room.loud=loud: must be true or false");
    }

    @Test
    void a_setting_of_the_environment_is_told_by_the_name_of_its_variable() {
        assertThat(lines(Map.of(), Map.of("FIRSTRING_DATABASE_POOL_SIZE", "0")))
                .containsExactly("FIRSTRING_DATABASE_POOL_SIZE=0: give 1 to 500 connections");
        assertThat(lines(Map.of(), Map.of("FIRSTRING_ROOM_LIMIT", "11")))
                .containsExactly("FIRSTRING_ROOM_LIMIT=11: give at most 10");
    }

    @Test
    void mistakes_of_several_rooms_are_told_together() {
        assertThat(lines(
                        Map.of(
                                "firstring.database.pool-size",
                                "501",
                                "firstring.room.limit",
                                "11",
                                "firstring.mode",
                                "x"),
                        Map.of()))
                .containsExactlyInAnyOrder(
                        "firstring.mode=x: must be one of development, production",
                        "firstring.database.pool-size=501: give 1 to 500 connections",
                        "firstring.room.limit=11: give at most 10");
    }

    @Test
    void the_value_of_a_secret_is_never_told() {
        assertThat(lines(Map.of("firstring.room.pin", "hunter2"), Map.of()))
                .containsExactly("firstring.room.pin=(secret): must be a whole number");
        assertThat(lines(Map.of(URL, "jdbc:postgresql://u:hunter2@host/db"), Map.of()))
                .allSatisfy(line -> assertThat(line).doesNotContain("hunter2"));
        assertThat(lines(Map.of("firstring.room.address", "http://u:hunter2@[host"), Map.of()))
                .containsExactly("firstring.room.address=http://u:...@[host: is not a valid URI");
    }

    @Test
    void half_a_database_is_refused() {
        assertThat(lines(Map.of(URL, "jdbc:mysql://host/db", "firstring.database.owner-username", "o"), Map.of()))
                .containsExactly(
                        "firstring.database.url=jdbc:mysql://host/db: must look like jdbc:postgresql://host:5432/firstring",
                        "firstring.database.username=: must name the role to log in as",
                        "firstring.database.password=: must hold the password of the role",
                        "firstring.database.owner-password=: must hold the password of the role");
        assertThat(lines(Map.of("firstring.database.username", "u"), Map.of()))
                .singleElement()
                .asString()
                .startsWith("firstring.database.url=: usernames and passwords of a database are set, but not its URL");
    }

    @Test
    void production_refuses_what_belongs_to_development_and_development_does_not() {
        Map<String, Object> development = Map.of("firstring.room.inbox", "true", "firstring.room.limit", "9");
        start(development, Map.of()).close();

        assertThat(lines(development, Map.of("FIRSTRING_MODE", "production")))
                .containsExactly(
                        "firstring.room.inbox=true: shows codes to everybody; leave it out in production",
                        "firstring.room.limit=9: give at most 5 in production");
    }

    @ParameterizedTest
    @ValueSource(strings = {"0.0.0.0", "::", "192.0.2.1", "2001:db8::1"})
    void a_service_without_a_mode_refuses_an_address_that_other_machines_reach(String address) {
        assertThat(lines(Map.of("server.address", address), Map.of()))
                .singleElement()
                .asString()
                .startsWith("firstring.mode: is not set, and server.address=" + address)
                .contains("firstring.mode=production");
        assertThat(lines(Map.of(), Map.of("SERVER_ADDRESS", address))).hasSize(1);
        assertThat(lines(Map.of("firstring.mode", " ", "server.address", address), Map.of()))
                .isNotEmpty();
    }

    @ParameterizedTest
    @ValueSource(strings = {"127.0.0.1", "::1", "localhost", "127.1.2.3"})
    void a_service_without_a_mode_takes_an_address_of_this_machine(String address) {
        start(Map.of("server.address", address), Map.of()).close();
    }

    @Test
    void a_service_whose_mode_is_named_listens_where_it_is_told() {
        start(Map.of("server.address", "0.0.0.0", "firstring.mode", "development"), Map.of())
                .close();
        start(Map.of("server.address", "0.0.0.0"), Map.of("FIRSTRING_MODE", "production"))
                .close();
    }

    @Test
    void a_value_out_of_bounds_is_told_with_its_name_and_the_bound() {
        assertThat(lines(Map.of("firstring.room.tries", "0", "firstring.room.life", "11m"), Map.of()))
                .containsExactly(
                        "firstring.room.life=PT11M: must be shorter than or equal to 10 minutes",
                        "firstring.room.tries=0: must be greater than or equal to 1");
    }

    @Test
    void a_rule_about_settings_that_cannot_be_read_keeps_silent() {
        assertThat(lines(Map.of("firstring.room.limit", "many", "firstring.mode", "production"), Map.of()))
                .containsExactly("firstring.room.limit=many: must be a whole number");
    }

    private static List<String> lines(Map<String, Object> file, Map<String, Object> variables) {
        Throwable failure = catchThrowable(() -> start(file, variables).close());
        return Explanation.of(failure).orElseThrow(() -> new AssertionError("told as a fault", failure));
    }

    private static AnnotationConfigApplicationContext start(Map<String, Object> file, Map<String, Object> variables) {
        StandardEnvironment environment = new StandardEnvironment();
        environment.getPropertySources().remove(StandardEnvironment.SYSTEM_ENVIRONMENT_PROPERTY_SOURCE_NAME);
        environment.getPropertySources().addFirst(new MapPropertySource("file", file));
        environment
                .getPropertySources()
                .addFirst(new SystemEnvironmentPropertySource(
                        StandardEnvironment.SYSTEM_ENVIRONMENT_PROPERTY_SOURCE_NAME, variables));
        ConfigurationPropertySources.attach(environment);
        AnnotationConfigApplicationContext context = new AnnotationConfigApplicationContext();
        context.setEnvironment(environment);
        context.getBeanFactory().setConversionService(ApplicationConversionService.getSharedInstance());
        context.register(Rooms.class);
        try {
            context.refresh();
        } catch (RuntimeException e) {
            context.close();
            throw e;
        }
        return context;
    }

    @Configuration(proxyBeanMethods = false)
    @EnableConfigurationProperties({PlatformSettings.class, DatabaseSettings.class, RoomSettings.class})
    @Import(PlatformBeans.class)
    static class Rooms {

        @Bean
        ProductionRule inbox(RoomSettings room) {
            return () -> room.inbox()
                    ? List.of("firstring.room.inbox=true: shows codes to everybody; leave it out in production")
                    : List.of();
        }

        @Bean
        ProductionRule limit(RoomSettings room) {
            return () -> room.limit() > 5
                    ? List.of("firstring.room.limit=" + room.limit() + ": give at most 5 in production")
                    : List.of();
        }
    }

    @ConfigurationProperties("firstring.room")
    @Validated
    record RoomSettings(
            @DefaultValue("5") @Max(value = 10, message = "give at most 10")
            int limit,

            @DefaultValue("3") @Min(1) int tries,
            @DefaultValue("10m") @DurationMax(minutes = 10) Duration life,
            @DefaultValue("1m") Duration timeout,
            @DefaultValue("false") boolean loud,
            @DefaultValue("false") boolean inbox,
            @Nullable Integer pin,
            @Nullable URI address,
            @DefaultValue List<Provider> providers,
            @DefaultValue List<String> hosts,
            @DefaultValue Map<String, String> countries) {}

    record Provider(@Nullable String name, @Nullable Secret apiKey) {}
}
