package dev.firstring.platform.start;

import dev.firstring.platform.configuration.StartFailure;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.context.config.ConfigDataNotFoundException;
import org.springframework.boot.context.properties.bind.BindException;
import org.springframework.boot.web.server.PortInUseException;
import org.yaml.snakeyaml.error.MarkedYAMLException;

/** Explains to the operator why the service does not start. */
public final class Explanation {

    private static final Pattern NAMES_SETTING = Pattern.compile("firstring(\\.[a-z0-9-]+(\\[\\d*])?)+[: ]");

    private Explanation() {}

    /** The lines, one per mistake; empty if the operator cannot fix the failure. */
    public static Optional<List<String>> of(Throwable failure) {
        StartFailure told = first(failure, StartFailure.class);
        if (told != null) {
            return Optional.of(told.lines());
        }
        BindException unbound = first(failure, BindException.class);
        if (unbound != null) {
            return Optional.of(BindMistakes.of(unbound));
        }
        PortInUseException port = first(failure, PortInUseException.class);
        if (port != null) {
            return Optional.of(List.of("server.port=" + port.getPort()
                    + ": another program listens there; choose another port with --port, or stop that program"));
        }
        ConfigDataNotFoundException file = first(failure, ConfigDataNotFoundException.class);
        if (file != null) {
            return Optional.of(List.of("the configuration is not there: " + file.getReferenceDescription()));
        }
        MarkedYAMLException yaml = first(failure, MarkedYAMLException.class);
        if (yaml != null) {
            return Optional.of(List.of("the configuration file is not valid YAML, line "
                    + (yaml.getProblemMark().getLine() + 1) + ": " + yaml.getProblem()));
        }
        return valueOfSetting(failure);
    }

    /** Some values are found wrong only by the bean that uses them; its message begins with the name of the setting. */
    private static Optional<List<String>> valueOfSetting(Throwable failure) {
        IllegalArgumentException wrong = first(failure, IllegalArgumentException.class);
        String line = wrong == null ? null : wrong.getMessage();
        return line != null && NAMES_SETTING.matcher(line).lookingAt() ? Optional.of(List.of(line)) : Optional.empty();
    }

    static <T extends Throwable> @Nullable T first(@Nullable Throwable failure, Class<T> type) {
        for (Throwable cause = failure; cause != null; cause = cause.getCause()) {
            if (type.isInstance(cause)) {
                return type.cast(cause);
            }
        }
        return null;
    }
}
