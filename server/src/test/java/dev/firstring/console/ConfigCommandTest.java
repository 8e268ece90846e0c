package dev.firstring.console;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

@Tag("slow")
class ConfigCommandTest {

    private static final String SECRET = "4cf3-not-for-your-eyes";

    @TempDir
    private Path directory;

    @Test
    void settings_are_listed_with_their_value_and_the_line_that_they_come_from() throws IOException {
        Shell shell = config("""
                firstring:
                  sip.domain: sip.example.org
                  verification.code-lifetime: 240s
                  numbers.test:
                    - number: "+33639980099"
                      code: "424242"
                      until: 2099-12-31
                """);

        assertThat(shell.exitCode()).as(shell.err()).isZero();
        assertThat(shell.out().lines())
                .contains(
                        "firstring.sip.domain=sip.example.org   # firstring.yaml line 2",
                        "firstring.verification.code-lifetime=4m   # firstring.yaml line 3",
                        "firstring.numbers.test[0].number=+33639980099   # firstring.yaml line 5",
                        "firstring.data=" + directory.resolve("data") + "   # command line",
                        "firstring.web.brand.hue=172",
                        "firstring.accounts.creation=by-phone");
        assertThat(directory.resolve("data")).as("nothing was started").doesNotExist();
    }

    @Test
    void only_what_was_written_is_listed_if_asked_for() throws IOException {
        Shell shell = config("firstring.sip.domain: sip.example.org", "--written");

        assertThat(shell.out().lines())
                .contains("firstring.sip.domain=sip.example.org   # firstring.yaml line 1")
                .allMatch(line -> line.contains("   # "));
    }

    @Test
    void no_secret_is_shown_whatever_its_setting_is_called() throws IOException {
        Shell shell = config("""
                firstring:
                  database:
                    url: jdbc:postgresql://db.example.org/firstring
                    username: firstring_service
                    password: "%1$s"
                  keys.master-key: "%1$s"
                  numbers.test:
                    - number: "+33639980099"
                      code: "424242"
                      until: 2099-12-31
                  messaging:
                    senders: inbox
                    twilio.auth-token: "%1$s"
                    vonage.api-secret: "%1$s"
                    ovh.application-secret: "%1$s"
                    gateways:
                      - id: own
                        url: https://sms.example.org/send?password=%1$s
                        headers:
                          Authorization: "Bearer %1$s"
                        secrets:
                          pin: "%1$s"
                  sip-server.kamailio.servers:
                    - id: one
                      url: http://127.0.0.1:5065/rpc
                """.formatted(SECRET));

        assertThat(shell.exitCode()).as(shell.err()).isZero();
        assertThat(shell.out() + shell.err()).doesNotContain(SECRET).doesNotContain("424242");
    }

    @Test
    void what_a_service_would_not_start_with_is_told_in_a_line() throws IOException {
        Shell shell = config("firstring.sip.domian: sip.example.org");

        assertThat(shell.exitCode()).isEqualTo(1);
        assertThat(shell.out()).isEmpty();
        assertThat(shell.err().lines())
                .singleElement()
                .satisfies(line -> assertThat(line).contains("did you mean firstring.sip.domain?"));
    }

    @Test
    void a_value_that_only_its_user_finds_wrong_is_told_in_a_line_by_the_doctor() throws IOException {
        Path file = directory.resolve("wrong.yaml");
        Files.writeString(file, """
                firstring.messaging.senders: own
                firstring.messaging.gateways:
                  - id: own
                    url: https://user:password@sms.example.org/send
                """);

        Shell shell = Shell.run(
                "doctor",
                "--config",
                file.toString(),
                "--data",
                directory.resolve("data").toString());

        assertThat(shell.exitCode()).isEqualTo(1);
        assertThat(shell.out() + shell.err())
                .contains("firstring.messaging.gateways[].url must be an address such as")
                .doesNotContain("\tat ", "Exception", "user:password");
    }

    private Shell config(String yaml, String... options) throws IOException {
        Path file = directory.resolve("firstring.yaml");
        Files.writeString(file, yaml);
        List<String> arguments = new ArrayList<>(List.of(
                "config",
                "--config",
                file.toString(),
                "--data",
                directory.resolve("data").toString()));
        arguments.addAll(List.of(options));
        return Shell.run(arguments.toArray(String[]::new));
    }
}
