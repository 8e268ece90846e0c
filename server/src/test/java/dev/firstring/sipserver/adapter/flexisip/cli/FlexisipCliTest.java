package dev.firstring.sipserver.adapter.flexisip.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.firstring.sipserver.Aor;
import dev.firstring.sipserver.SipServerFault;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class FlexisipCliTest extends FlexisipCliFixture {

    private static final String FORGET_ALICE = "AUTH_CACHE_DELETE alice sip.example.test";

    @Test
    void every_node_is_told_in_one_line() {
        try (CliStub first = CliStub.flexisip(scratch, "flexisip-proxy-1");
                CliStub second = CliStub.flexisip(scratch, "flexisip-proxy-2")) {
            FlexisipCli cli = cli(first.path().toString(), second.path().toString());

            assertThat(cli.forgetCredentials(ALICE).untold()).isEmpty();

            assertThat(first.deletions()).containsExactly(FORGET_ALICE);
            assertThat(second.deletions()).containsExactly(FORGET_ALICE);
            assertThat(cli.problems(MINUTE)).isEmpty();
        }
    }

    @Test
    void that_there_was_nothing_to_forget_is_fine() {
        try (CliStub stub = answering("Nothing to do - Cache entry does not exist")) {
            assertThat(cli(stub.path().toString()).forgetCredentials(ALICE).untold())
                    .isEmpty();

            assertThat(stub.deletions()).hasSize(1);
        }
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "Error - Unknown command: AUTH_CACHE_DELETE | Unknown command",
                "{} | answered: {}",
                "'' | without an answer"
            })
    void another_answer_names_the_node_and_what_it_said(String answer, String part) {
        try (CliStub stub = answering(answer)) {
            assertUntold(cli(stub.path().toString()), false, stub.path().toString(), part);
        }
    }

    @Test
    void credentials_are_forgotten_under_each_login_name_where_the_query_does_not_ask_for_it() {
        List<String> cached = new ArrayList<>(List.of("alice#alice", "alice#mallory", "alice2#mallory"));
        try (CliStub stub = CliStub.answering(scratch, "a", command -> oldQuery(command, cached))) {
            FlexisipCli cli = cli(stub.path().toString());

            assertThat(cli.forgetCredentials(ALICE).untold()).isEmpty();

            assertThat(cached).containsExactly("alice2#mallory");
            assertThat(cli.problems(MINUTE)).singleElement().asString().contains(":authid");
        }
    }

    @Test
    void a_login_name_that_no_command_can_say_is_told() {
        List<String> cached = new ArrayList<>(List.of("alice#mal lory"));
        try (CliStub stub = CliStub.answering(scratch, "a", command -> oldQuery(command, cached))) {
            assertUntold(cli(stub.path().toString()), false, stub.path().toString(), ":authid");
        }
    }

    @Test
    void the_query_of_a_process_is_asked_for_once_and_again_after_a_restart() {
        FlexisipCli cli = cli(scratch.directory() + "/flexisip-*");
        try (CliStub stub = CliStub.flexisip(scratch, "flexisip-1")) {
            cli.forgetCredentials(ALICE);
            cli.forgetCredentials(ALICE);

            assertThat(stub.commands())
                    .filteredOn(said -> said.startsWith("CONFIG_GET"))
                    .hasSize(1);
        }
        try (CliStub stub = CliStub.flexisip(scratch, "flexisip-2")) {
            cli.forgetCredentials(ALICE);

            assertThat(stub.commands())
                    .filteredOn(said -> said.startsWith("CONFIG_GET"))
                    .hasSize(1);
        }
    }

    @Test
    void a_cache_that_lives_longer_than_the_service_believes_is_a_problem() {
        try (CliStub stub = CliStub.flexisip(scratch, "a")) {
            FlexisipCli cli = cli(stub.path().toString());

            assertThat(cli.problems(MINUTE)).isEmpty();
            assertThat(cli.problems(Duration.ofSeconds(30)))
                    .singleElement()
                    .asString()
                    .contains("cache-expire=60");
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"al ice", "alice\n", "zoë"})
    void an_address_that_would_say_something_else_is_not_said(String user) {
        try (CliStub stub = CliStub.flexisip(scratch, "a")) {
            assertThatThrownBy(() -> cli(stub.path().toString()).forgetCredentials(new Aor(user, "sip.example.test")))
                    .isInstanceOf(SipServerFault.class);
            assertThatThrownBy(() ->
                            cli(stub.path().toString()).forgetCredentials(new Aor("a".repeat(500), "sip.example.test")))
                    .isInstanceOf(SipServerFault.class);
            assertThat(stub.commands()).isEmpty();
        }
    }

    /** A Flexisip whose query takes any login name. */
    private static String oldQuery(String command, List<String> cached) {
        String[] words = command.split(" ", -1);
        return switch (words[0]) {
            case "AUTH_CACHE_DELETE" ->
                cached.remove(words[1] + "#" + (words.length > 3 ? words[3] : words[1]))
                        ? "Done - Removed cached credential"
                        : "Nothing to do - Cache entry does not exist";
            case "AUTH_CACHE_LIST" ->
                cached.stream()
                        .map(entry -> "{\"user\":\"%s\",\"auth_username\":\"%s\",\"domain\":\"%s\"}"
                                .formatted(entry.split("#")[0], entry.split("#")[1], words[1]))
                        .toList()
                        .toString()
                        .transform(entries -> "{\"entries\":" + entries + "}");
            case "CONFIG_GET" -> CliStub.configuration(words[1]).replace(" and username = :authid", "");
            default -> "Error - Unknown command: " + words[0];
        };
    }

    private CliStub answering(String answer) {
        return CliStub.answering(
                scratch,
                "flexisip-proxy-1",
                command -> command.startsWith("CONFIG_GET") ? CliStub.configuration(command.split(" ")[1]) : answer);
    }
}
