package dev.firstring.chaos.clock;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Objects;

/**
 * How a service is started with a clock of ours: the shipped jar, unchanged, with two classes of this program on its class
 * path that replace the bean of the clock. The product itself has no such switch.
 */
public final class ClockHook {

    /** By its name: it is made of classes that the service brings and this program does not have. */
    private static final String INITIALIZER = "dev.firstring.chaos.clock.ServiceClockInitializer";

    private static final List<String> CLASSES = List.of(ServiceClock.class.getName(), INITIALIZER);

    private final Path classes;
    private final Path file;

    private ClockHook(Path classes, Path file) {
        this.classes = classes;
        this.file = file;
    }

    /** Writes the two classes, and the clock's file, below a directory. */
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

    /** The clock that the services read. */
    public ServiceClock clock() {
        return ServiceClock.in(file);
    }

    /** The part of a command line that starts the jar with the clock. */
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
