package dev.firstring.sipserver.adapter.flexiapi;

import dev.firstring.sipserver.ServerUnderTest;
import dev.firstring.sipserver.SipServerContract;

class FlexiapiContractTest extends SipServerContract {

    @Override
    protected ServerUnderTest start() {
        return new FlexiapiUnderTest();
    }
}
