package dev.firstring.platform.start;

import dev.firstring.platform.configuration.ConfigurationMistakes;
import java.net.InetAddress;
import java.net.NetworkInterface;
import java.net.SocketException;
import java.net.UnknownHostException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * The arguments of the service: {@code --lan}, {@code --port}, {@code --host}, {@code --sip-port}, {@code --data}, {@code
 * --config} and {@code --mode}, these with a value after a space or an equals sign, and any setting as {@code
 * --name=value}.
 */
public final class CommandLine {

    private static final Set<String> OPTIONS = Set.of("--port", "--host", "--sip-port", "--data", "--config", "--mode");
    private static final String LAN = "--lan";
    private static final int HIGHEST_PORT = 65535;

    private final List<String> settings = new ArrayList<>();
    private final List<String> mistakes = new ArrayList<>();

    private CommandLine() {}

    /**
     * Translates the arguments to the form that Spring Boot reads.
     *
     * @throws ConfigurationMistakes if an argument is unknown or invalid
     */
    public static String[] settings(String... arguments) {
        CommandLine line = new CommandLine();
        for (int i = 0; i < arguments.length; i++) {
            String argument = arguments[i];
            int equals = argument.indexOf('=');
            if (argument.equals(LAN)) {
                line.lan();
            } else if (OPTIONS.contains(argument)) {
                i++;
                line.option(argument, i < arguments.length ? arguments[i] : "");
            } else if (equals > 0 && OPTIONS.contains(argument.substring(0, equals))) {
                line.option(argument.substring(0, equals), argument.substring(equals + 1));
            } else if (argument.startsWith("--") && equals > 0 && argument.indexOf('.') > 0) {
                line.settings.add(argument);
            } else {
                line.mistakes.add(unknown(argument));
            }
        }
        if (!line.mistakes.isEmpty()) {
            throw new ConfigurationMistakes(line.mistakes);
        }
        return line.settings.toArray(String[]::new);
    }

    private void lan() {
        LanAddress.find()
                .ifPresentOrElse(
                        address -> settings.addAll(
                                List.of("--firstring.lan=true", "--server.address=" + address.getHostAddress())),
                        () -> mistakes.add(LAN
                                + ": this machine has no address in a network; name one with --host ADDRESS --mode"
                                + " development"));
    }

    private void option(String name, String value) {
        Optional<String> mistake = value.isEmpty() ? Optional.of(name + ": needs a value") : mistakeIn(name, value);
        if (mistake.isPresent()) {
            mistakes.add(mistake.get());
            return;
        }
        settings.add(
                switch (name) {
                    case "--port" -> "--server.port=" + value;
                    case "--host" -> "--server.address=" + value;
                    case "--sip-port" -> "--firstring.sip-server.embedded.port=" + value;
                    case "--data" -> "--firstring.data=" + value;
                    case "--mode" -> "--firstring.mode=" + value;
                    default ->
                        "--spring.config.additional-location=" + Path.of(value).toUri();
                });
    }

    private static Optional<String> mistakeIn(String name, String value) {
        if (name.endsWith("port") && !isPort(value)) {
            return Optional.of(name + " " + value + ": must be a port from 0 (any free one) to " + HIGHEST_PORT);
        }
        if (name.equals("--host") && !isAddress(value)) {
            return Optional.of(
                    "--host " + value + ": must be an address of this machine, such as 127.0.0.1 or 0.0.0.0");
        }
        if (name.equals("--config") && !Files.isRegularFile(Path.of(value))) {
            return Optional.of("--config " + value + ": there is no such file");
        }
        if (name.equals("--config") && !value.matches(".*\\.(ya?ml|properties)")) {
            return Optional.of("--config " + value + ": must be a .yaml or .properties file");
        }
        return Optional.empty();
    }

    private static boolean isAddress(String value) {
        try {
            InetAddress address = InetAddress.getByName(value);
            return address.isAnyLocalAddress() || NetworkInterface.getByInetAddress(address) != null;
        } catch (SocketException | UnknownHostException e) {
            return false;
        }
    }

    private static boolean isPort(String value) {
        return value.matches("\\d{1,5}") && Integer.parseInt(value) <= HIGHEST_PORT;
    }

    private static String unknown(String argument) {
        int equals = argument.indexOf('=');
        String name = equals > 0 ? argument.substring(0, equals) : argument;
        return name
                + Nearest.to(name, OPTIONS)
                        .map(known -> ": is not an option; did you mean " + known + "?")
                        .orElse(
                                ": is not an option; there are --lan, --port, --host, --sip-port, --data, --config, --mode and --setting.name=value");
    }
}
