package dev.firstring.sip.settings;

import dev.firstring.sip.DigestHash;
import dev.firstring.sip.SipProxy;
import java.util.Optional;

/** A SIP server inside this process. It provides the values that must be configured for other servers. */
public interface InsideServer {

    /** The address at which phones reach it; empty while it does not run, or if it does not know its public address. */
    Optional<SipProxy> reachedAt();

    /** The strongest hash that its challenges offer; empty if it is disabled. */
    Optional<DigestHash> strongestHash();
}
