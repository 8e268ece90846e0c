package dev.firstring.console.doctor;

import static org.assertj.core.api.Assertions.assertThat;

import dev.firstring.console.doctor.Finding.Fine;
import dev.firstring.console.doctor.Finding.Wrong;
import dev.firstring.messaging.Channel;
import dev.firstring.messaging.MessageSender;
import dev.firstring.messaging.MessageSender.OutgoingMessage;
import dev.firstring.messaging.MessageSender.SendOutcome;
import java.io.IOException;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ChecksTest {

    @TempDir
    Path directory;

    @Test
    void an_older_java_is_a_problem() {
        assertThat(new JavaCheck(Runtime.Version.parse("24.0.1")).look()).hasOnlyElementsOfType(Wrong.class);
        assertThat(new JavaCheck(Runtime.Version.parse("25")).look()).hasOnlyElementsOfType(Fine.class);
    }

    @Test
    void a_taken_port_is_a_problem_unless_the_service_has_it() throws IOException {
        try (ServerSocket taken = new ServerSocket(0)) {
            int port = taken.getLocalPort();

            assertThat(new PortCheck(port, Optional.empty()).look()).hasOnlyElementsOfType(Wrong.class);
            assertThat(new PortCheck(port, Optional.of(port + 1)).look()).hasOnlyElementsOfType(Wrong.class);
            assertThat(new PortCheck(port, Optional.of(port)).look()).hasOnlyElementsOfType(Fine.class);
        }
    }

    @Test
    void a_data_directory_that_is_a_file_is_a_problem() throws IOException {
        Path file = Files.writeString(directory.resolve("file"), "");

        assertThat(new DataDirectoryCheck(file).look()).hasOnlyElementsOfType(Wrong.class);
        assertThat(new DataDirectoryCheck(file.resolve("below")).look()).hasOnlyElementsOfType(Wrong.class);
    }

    @Test
    void a_data_directory_that_can_be_made_is_fine_and_is_not_made() {
        Path absent = directory.resolve("not/yet");

        assertThat(new DataDirectoryCheck(absent).look()).hasOnlyElementsOfType(Fine.class);
        assertThat(absent).doesNotExist();
    }

    @Test
    void without_anybody_to_carry_sms_there_is_a_problem() {
        assertThat(new SendersCheck(List::of).look()).hasOnlyElementsOfType(Wrong.class);
        assertThat(new SendersCheck(() -> List.of(new Carrier(Channel.VOICE))).look())
                .hasOnlyElementsOfType(Wrong.class);
        assertThat(new SendersCheck(() -> List.of(new Carrier(Channel.SMS))).look())
                .containsExactly(new Fine("senders", "sms: pigeons"), new Fine("senders", "voice: nobody"));
    }

    @Test
    void a_provider_that_does_not_answer_is_a_problem() {
        MessageSender away = new Carrier(Channel.SMS) {
            @Override
            public Optional<String> problem() {
                return Optional.of("connection refused");
            }
        };

        assertThat(new SendersCheck(() -> List.of(away)).look())
                .contains(new Wrong(
                        "senders (pigeons)",
                        "connection refused",
                        "See docs/messaging.md; messages go to the next provider meanwhile."));
    }

    private static class Carrier implements MessageSender {

        private final Channel channel;

        Carrier(Channel channel) {
            this.channel = channel;
        }

        @Override
        public String provider() {
            return "pigeons";
        }

        @Override
        public boolean carries(Channel wanted) {
            return wanted == channel;
        }

        @Override
        public SendOutcome send(OutgoingMessage message) {
            throw new UnsupportedOperationException();
        }
    }
}
