package dev.firstring.registrar.transport;

import static org.assertj.core.api.Assertions.assertThat;

import dev.firstring.registrar.message.BentRequests;
import java.nio.charset.StandardCharsets;
import java.util.List;
import net.jqwik.api.Example;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Tag;

/** Whatever comes within, before or after a call, it is forwarded or refused, and it causes no fault. */
@Tag("slow")
class CallFuzzTest {

    private static final int MESSAGES = 100;

    @Property(tries = 200)
    void bent_messages_of_a_call_cause_no_fault_and_what_is_sent_is_well_framed(@ForAll long seed) {
        try (CallBench bench = new CallBench()) {
            for (int i = 0; i < MESSAGES; i++) {
                List<String> seeds = bench.seeds();
                bench.take(i % 2 == 0 ? bench.caller : bench.callee, new BentRequests(seed + i, seeds).next());
            }
            assertThat(bench.faults()).isEmpty();
            assertThat(bench.broken()).isEmpty();
        }
    }

    /** Without this, the property above could be about nothing but refusals. */
    @Example
    void the_messages_that_are_bent_make_a_call() {
        try (CallBench bench = new CallBench()) {
            List<String> seeds = bench.seeds();
            for (int i = 0; i < seeds.size(); i++) {
                bench.take(bench.caller, seeds.get(i).getBytes(StandardCharsets.UTF_8));
            }
            assertThat(bench.callee.sent).anyMatch(text -> text.startsWith("INVITE "));
            assertThat(bench.callee.sent).anyMatch(text -> text.startsWith("BYE "));
            assertThat(bench.callee.sent).anyMatch(text -> text.startsWith("ACK "));
            assertThat(bench.caller.sent).anyMatch(text -> text.startsWith("SIP/2.0 200 "));
            assertThat(bench.faults()).isEmpty();
        }
    }
}
