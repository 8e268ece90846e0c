package dev.firstring.sipserver.adapter.flexiapi;

import dev.firstring.sipserver.SipServer;
import dev.firstring.sipserver.SipServerFault;
import dev.firstring.sipserver.SipServerFault.Kind;
import dev.firstring.sipserver.WantedAccount;
import org.junit.jupiter.api.AfterEach;

/** The adapter before a stand-in of the account manager. */
abstract class FlexiapiFixture {

    final FlexiapiUnderTest server = new FlexiapiUnderTest();
    final FlexiapiStub stub = server.stub;
    final SipServer adapter = server.adapter();

    @AfterEach
    void close() {
        server.close();
    }

    Kind fault(WantedAccount account) {
        try {
            adapter.apply(account);
        } catch (SipServerFault e) {
            return e.kind();
        }
        throw new AssertionError("the account was applied");
    }
}
