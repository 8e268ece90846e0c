package dev.firstring.web.account;

import dev.firstring.sipserver.MemoryServer;
import dev.firstring.testing.RunningService;
import dev.firstring.testing.SettableClock;
import dev.firstring.testing.SharedService;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.TestInstance;

/** The pages of an account at a service whose SIP server is in memory. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
abstract class AccountPagesFixture {

    final SharedService shared = SharedService.withSipServer();
    final SettableClock clock = shared.clock();
    final RunningService service = shared.node();
    final MemoryServer server = shared.sipServer();

    @AfterEach
    void mend() {
        server.failWith(null);
    }

    PlainBrowser browser(Owner owner) {
        return new PlainBrowser(service).as(owner);
    }
}
