package dev.firstring.registrar.message;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.util.List;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;

/** Every request that the grammar of RFC 3261 allows is read, and its response carries its headers. */
class LegalRequestsPropertyTest {

    private static final InetSocketAddress SOURCE = new InetSocketAddress("192.0.2.99", 40_000);

    private final RequestReader reader = new RequestReader();
    private final Answers answers = new Answers(Clock.systemUTC(), new byte[32]);

    @Property(tries = 20_000)
    void what_the_grammar_allows_is_read(@ForAll long seed) {
        MessageHead head = head(new LegalRequests(seed).next());

        assertThat(RequestRules.flaw(head, 0)).as(head.text()).isEmpty();
        assertThat(reader.read(head)).as(head.text()).isInstanceOf(ReadRequest.Good.class);
    }

    @Property(tries = 5_000)
    void a_response_carries_the_headers_of_its_request(@ForAll long seed) {
        MessageHead head = head(new LegalRequests(seed).next());
        ReadRequest.Good good = (ReadRequest.Good) reader.read(head);
        ReturnPath path = ReturnPath.of(head, SOURCE).orElseThrow();
        byte[] bytes = Answers.bytes(answers.of(good.request(), 200, "OK"), head, path);
        MessageHead response = head(new String(bytes, StandardCharsets.UTF_8));

        List<String> vias = head.values("via");
        assertThat(response.values("via")).hasSameSizeAs(vias);
        assertThat(response.values("via").subList(1, vias.size())).isEqualTo(vias.subList(1, vias.size()));
        assertThat(response.values("via").getFirst().replace(";received=192.0.2.99", ""))
                .isIn(vias.getFirst(), vias.getFirst().replaceFirst("(;\\s*rport)", "$1=40000"));
        for (String name : List.of("from", "call-id", "cseq")) {
            assertThat(response.values(name)).isEqualTo(head.values(name));
        }
    }

    private static MessageHead head(String text) {
        byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
        return MessageHead.read(bytes, bytes.length).orElseThrow();
    }
}
