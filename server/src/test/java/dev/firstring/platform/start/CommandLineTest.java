package dev.firstring.platform.start;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;
import static org.assertj.core.api.Assumptions.assumeThat;

import dev.firstring.platform.configuration.ConfigurationMistakes;
import java.io.IOException;
import java.net.InetAddress;
import java.net.NetworkInterface;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class CommandLineTest {

    @Test
    void short_options_stand_for_settings(@TempDir Path directory) throws IOException {
        Path file = Files.writeString(directory.resolve("firstring.yaml"), "");

        assertThat(CommandLine.settings(
                        "--port",
                        "9000",
                        "--host",
                        "127.0.0.1",
                        "--sip-port=5070",
                        "--data=/tmp/data",
                        "--mode",
                        "production",
                        "--config",
                        file.toString()))
                .containsExactly(
                        "--server.port=9000",
                        "--server.address=127.0.0.1",
                        "--firstring.sip-server.embedded.port=5070",
                        "--firstring.data=/tmp/data",
                        "--firstring.mode=production",
                        "--spring.config.additional-location=" + file.toUri());
    }

    @Test
    void lan_stands_for_an_address_of_this_machine_in_its_network() throws Exception {
        Optional<InetAddress> address = LanAddress.find();
        assumeThat(address).isPresent();

        assertThat(NetworkInterface.getByInetAddress(address.orElseThrow())).isNotNull();
        assertThat(address.orElseThrow().isLoopbackAddress()).isFalse();
        assertThat(CommandLine.settings("--lan", "--port", "0"))
                .containsExactly(
                        "--firstring.lan=true",
                        "--server.address=" + address.orElseThrow().getHostAddress(),
                        "--server.port=0");
    }

    @Test
    void any_setting_can_be_given_by_its_name() {
        assertThat(CommandLine.settings("--firstring.database.pool-size=4"))
                .containsExactly("--firstring.database.pool-size=4");
    }

    @Test
    void every_mistake_has_its_line(@TempDir Path directory) throws IOException {
        Path text = Files.writeString(directory.resolve("firstring.txt"), "");

        ConfigurationMistakes mistakes = catchThrowableOfType(
                ConfigurationMistakes.class,
                () -> CommandLine.settings(
                        "serve",
                        "--prot=1",
                        "--port",
                        "65536",
                        "--sip-port",
                        "sip",
                        "--host",
                        "192.0.2.1",
                        "--config",
                        "/nowhere.yaml",
                        "--config",
                        text.toString(),
                        "--data"));

        assertThat(mistakes.lines())
                .containsExactly(
                        "serve: is not an option; there are --lan, --port, --host, --sip-port, --data, --config, --mode and --setting.name=value",
                        "--prot: is not an option; did you mean --port?",
                        "--port 65536: must be a port from 0 (any free one) to 65535",
                        "--sip-port sip: must be a port from 0 (any free one) to 65535",
                        "--host 192.0.2.1: must be an address of this machine, such as 127.0.0.1 or 0.0.0.0",
                        "--config /nowhere.yaml: there is no such file",
                        "--config " + text + ": must be a .yaml or .properties file",
                        "--data: needs a value");
    }
}
