package dev.firstring.console;

import dev.firstring.platform.Ids;
import dev.firstring.platform.configuration.PlatformBeans;
import dev.firstring.platform.configuration.PlatformSettings;
import dev.firstring.platform.database.DatabaseAccess;
import dev.firstring.platform.database.DatabaseSettings;
import dev.firstring.platform.keys.KeySettings;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Supplier;
import org.springframework.boot.EnvironmentPostProcessor;
import org.springframework.boot.SpringApplication;
import org.springframework.boot.bootstrap.BootstrapContext;
import org.springframework.boot.bootstrap.BootstrapRegistry;
import org.springframework.boot.bootstrap.ConfigurableBootstrapContext;
import org.springframework.boot.bootstrap.DefaultBootstrapContext;
import org.springframework.boot.context.properties.bind.BindResult;
import org.springframework.boot.context.properties.bind.Binder;
import org.springframework.boot.convert.ApplicationConversionService;
import org.springframework.boot.logging.DeferredLogFactory;
import org.springframework.boot.logging.LogLevel;
import org.springframework.boot.logging.LoggingInitializationContext;
import org.springframework.boot.logging.LoggingSystem;
import org.springframework.context.annotation.AnnotationConfigApplicationContext;
import org.springframework.core.annotation.AnnotationAwareOrderComparator;
import org.springframework.core.env.ConfigurableEnvironment;
import org.springframework.core.env.MapPropertySource;
import org.springframework.core.env.StandardEnvironment;
import org.springframework.core.io.support.SpringFactoriesLoader;
import org.springframework.core.io.support.SpringFactoriesLoader.ArgumentResolver;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** The settings of the service, read from where the service reads them, without starting any of it. */
final class CommandSettings {

    private static final int DEFAULT_PORT = 8080;

    private final ConfigurableEnvironment environment;

    private CommandSettings(ConfigurableEnvironment environment) {
        this.environment = environment;
    }

    /**
     * Reads the environment and the files.
     *
     * @param given what the options say, which counts more
     */
    static CommandSettings read(Map<String, Object> given) {
        StandardEnvironment environment = new StandardEnvironment();
        environment.setConversionService(new ApplicationConversionService());
        environment.getPropertySources().addFirst(new MapPropertySource("options", given));
        quieten(environment);
        readers().forEach(reader -> reader.postProcessEnvironment(environment, new SpringApplication()));
        return new CommandSettings(environment);
    }

    /** All that a service reads its settings with: files, aliases, defaults of the mode. */
    private static List<EnvironmentPostProcessor> readers() {
        DeferredLogFactory logs = Supplier::get;
        DefaultBootstrapContext context = new DefaultBootstrapContext();
        return SpringFactoriesLoader.forDefaultResourceLocation(CommandSettings.class.getClassLoader())
                .load(
                        EnvironmentPostProcessor.class,
                        ArgumentResolver.of(DeferredLogFactory.class, logs)
                                .and(ConfigurableBootstrapContext.class, context)
                                .and(BootstrapContext.class, context)
                                .and(BootstrapRegistry.class, context))
                .stream()
                .sorted(AnnotationAwareOrderComparator.INSTANCE)
                .toList();
    }

    ConfigurableEnvironment environment() {
        return environment;
    }

    PlatformSettings platform() {
        return bind("firstring", PlatformSettings.class);
    }

    DatabaseSettings database() {
        return bind("firstring.database", DatabaseSettings.class);
    }

    KeySettings keys() {
        return bind("firstring.keys", KeySettings.class);
    }

    /** The way to the database, also while a service has it. */
    DatabaseAccess access() {
        return new DatabaseAccess(platform(), database(), new Ids(PlatformBeans.systemClock(), new SecureRandom()));
    }

    /** Where the service would serve. */
    int port() {
        BindResult<Integer> port = Binder.get(environment).bind("server.port", Integer.class);
        return port.isBound() ? port.get() : DEFAULT_PORT;
    }

    /** Where a service that runs on the data directory serves. */
    Optional<Integer> serving() {
        Path runtime = platform().data().resolve("runtime.json");
        if (!Files.exists(runtime)) {
            return Optional.empty();
        }
        JsonNode running = JsonMapper.shared().readTree(runtime);
        return ProcessHandle.of(running.path("pid").asLong(0)).isPresent()
                        && running.path("httpPort").isInt()
                ? Optional.of(running.path("httpPort").intValue())
                : Optional.empty();
    }

    private <T> T bind(String prefix, Class<T> type) {
        return Binder.get(environment).bindOrCreate(prefix, type);
    }

    /** What a command prints is for people; the log is for what goes wrong beneath it. */
    private static void quieten(ConfigurableEnvironment environment) {
        LoggingSystem logging = LoggingSystem.get(CommandSettings.class.getClassLoader());
        logging.beforeInitialize();
        logging.initialize(new LoggingInitializationContext(environment), null, null);
        logging.setLogLevel(LoggingSystem.ROOT_LOGGER_NAME, LogLevel.WARN);
        // It repeats, with a warning, what the command tells anyway.
        logging.setLogLevel(AnnotationConfigApplicationContext.class.getName(), LogLevel.ERROR);
    }
}
