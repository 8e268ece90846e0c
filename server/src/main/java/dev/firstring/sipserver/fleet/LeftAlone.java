package dev.firstring.sipserver.fleet;

import dev.firstring.sipserver.SipServerFault;

/** A call was not made, since too many before it had failed. It says nothing of the account that it was for. */
public final class LeftAlone extends SipServerFault {

    static final String WHY = "left alone for a moment after too many calls failed";

    LeftAlone() {
        super(Kind.SERVER_UNAVAILABLE, WHY);
    }
}
