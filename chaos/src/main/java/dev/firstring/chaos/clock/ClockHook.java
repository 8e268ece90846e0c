package dev.firstring.chaos.clock;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Objects;

/**
 * Starts a service with a controlled clock: the shipped jar, unchanged, plus two classes of this program on its class
 * path that replace the clock bean. The product itself has no such option.
 */
public final class ClockHook {

    /** Referenced by name, because it uses classes of the service that this program does not have. */
    private static final String INITIALIZER = "dev.firstring.chaos.clock.ServiceClockInitializer";

    private static final List<String> CLASSES = List.of(ServiceClock.class.getName(), INITIALIZER);

    private final Path classes;
    private final Path file;

    private ClockHook(Path classes, Path file) {
        this.classes = classes;
        this.file = file;
    }

    /** Writes the two classes below a directory, where the clock's file will be, too. */
    public static ClockHook below(Path directory) throws IOException {
        Path classes = Files.createDirectories(directory.resolve("clock-hook"));
        for (String type : CLASSES) {
            String name = type.replace('.', '/') + ".class";
            Path target = classes.resolve(name);
            Files.createDirectories(Objects.requireNonNull(target.getParent(), "a class has a package"));
            try (InputStream in = ClockHook.class.getClassLoader().getResourceAsStream(name)) {
                Files.copy(Objects.requireNonNull(in, name), target);
            }
        }
        Path factories = classes.resolve("META-INF/spring.factories");
        Files.createDirectories(classes.resolve("META-INF"));
        Files.writeString(factories, "org.springframework.context.ApplicationContextInitializer=" + INITIALIZER + "\n");
        return new ClockHook(classes, directory.resolve("clock"));
    }

    /** The clock that the services use. */
    public ServiceClock clock() {
        return ServiceClock.in(file);
    }

    /** The part of the command line that starts the jar with the clock. */
    public List<String> launch(Path jar) {
        try {
            return List.of(
                    "-D" + ServiceClockInitializer.FILE + "=" + file,
                    "-Dloader.path=" + classes.toRealPath(),
                    "-cp",
                    jar.toString(),
                    "org.springframework.boot.loader.launch.PropertiesLauncher");
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
