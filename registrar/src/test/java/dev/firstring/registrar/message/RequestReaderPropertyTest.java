package dev.firstring.registrar.message;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.junit.jupiter.api.Assertions.assertTimeoutPreemptively;

import dev.firstring.registrar.digest.DigestAnswer;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import net.jqwik.api.Example;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Tag;
import net.jqwik.api.constraints.Size;

/** Whatever comes from the network, reading it ends soon, in a request or a refusal and nothing else. */
class RequestReaderPropertyTest {

    private static final Duration LONG = Duration.ofMinutes(3);

    private final RequestReader reader = new RequestReader();
    private final Answers answers = new Answers(Clock.systemUTC(), new byte[32]);

    @Property(tries = 20_000)
    @Tag("slow")
    void bent_requests_are_read_or_refused(@ForAll long seed) {
        byte[] bytes = new BentRequests(seed).next();
        assertThatCode(() -> read(bytes)).doesNotThrowAnyException();
    }

    /** The first keeps the parser busy until memory is gone; the others are refused by the same rule. */
    @Example
    void what_ends_in_the_middle_of_an_escape_is_refused() {
        String good = SipSeeds.all().getFirst();
        for (String endless : List.of(
                good.replace(";alias", ";alias(\\"),
                good.replace(";alias", "(\\)"),
                good.replace("Contact: ", "Contact: \"\\"))) {
            assertThat(endless).isNotEqualTo(good);
            Optional<String> answer =
                    assertTimeoutPreemptively(LONG, () -> read(endless.getBytes(StandardCharsets.UTF_8)));

            assertThat(answer).isEmpty();
        }
    }

    @Property(tries = 2_000)
    void noise_is_refused(@ForAll @Size(max = 2_000) byte[] bytes) {
        assertThat(read(bytes)).isEmpty();
    }

    @Property(tries = 5_000)
    void what_is_no_digest_is_refused(@ForAll String text) {
        assertThatCode(() -> DigestAnswer.read("Digest " + text)).doesNotThrowAnyException();
    }

    /** As the sockets do it, with the answer that any request can be given. */
    private Optional<String> read(byte[] bytes) {
        OptionalInt end = MessageHead.end(bytes, 0, bytes.length);
        if (end.isEmpty()) {
            return Optional.empty();
        }
        Optional<MessageHead> head = MessageHead.read(bytes, end.getAsInt());
        head.ifPresent(found -> {
            found.bodyLength();
            found.values("authorization").forEach(DigestAnswer::read);
        });
        return head.map(reader::read).flatMap(this::answer);
    }

    private Optional<String> answer(ReadRequest read) {
        Optional<String> text = switch (read) {
            case ReadRequest.Ignored ignored -> Optional.empty();
            case ReadRequest.Flawed flawed ->
                Optional.of(answers.of(flawed.request(), flawed.status(), flawed.reason())
                        .encode());
            case ReadRequest.Good good ->
                Optional.of(answers.of(good.request(), 200, "OK").encode());
        };
        text.ifPresent(encoded -> assertThat(encoded)
                .startsWith("SIP/2.0 ")
                .doesNotContain("\r\n\r\nSIP", "\0")
                .satisfies(whole -> assertThat(whole.getBytes(StandardCharsets.UTF_8).length)
                        .isLessThan(64 * 1024)));
        return text;
    }
}
