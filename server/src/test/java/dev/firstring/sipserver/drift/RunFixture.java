package dev.firstring.sipserver.drift;

import dev.firstring.sip.Credential;
import dev.firstring.sip.SipFixture;
import dev.firstring.sipserver.Capability;
import dev.firstring.sipserver.MemoryServer;
import java.util.Comparator;
import java.util.List;
import org.junit.jupiter.api.AfterEach;

/** Two nodes that compare the accounts of servers. */
abstract class RunFixture {

    final SipFixture fixture = new SipFixture();
    final MemoryServer rest = new MemoryServer("rest", Capability.LISTS_ACCOUNTS, Capability.TELLS_HASHES);
    final MemoryServer second = new MemoryServer("second", Capability.LISTS_ACCOUNTS);
    final DriftNode node = new DriftNode(fixture, rest, second);
    final DriftNode other = new DriftNode(fixture, rest, second);
    final People people = new People(fixture, node);

    @AfterEach
    void close() {
        fixture.close();
    }

    /** In the order of their ids, which are random within a millisecond. */
    static List<Credential> inOrder(List<Credential> made) {
        return made.stream()
                .sorted(Comparator.comparing(one -> one.id().toString()))
                .toList();
    }
}
