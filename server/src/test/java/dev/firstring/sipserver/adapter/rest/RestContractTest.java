package dev.firstring.sipserver.adapter.rest;

import dev.firstring.sipserver.ServerUnderTest;
import dev.firstring.sipserver.SipServerContract;

class RestContractTest extends SipServerContract {

    @Override
    protected ServerUnderTest start() {
        return new RestUnderTest();
    }
}
