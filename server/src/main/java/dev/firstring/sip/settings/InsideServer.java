package dev.firstring.sip.settings;

import dev.firstring.sip.DigestHash;
import dev.firstring.sip.SipProxy;
import java.util.Optional;

/** A SIP server inside this process, which knows by itself what has to be set for others. */
public interface InsideServer {

    /** Where phones reach it; empty while it does not run, or where it does not know what others call its address. */
    Optional<SipProxy> reachedAt();

    /** The strongest hash that its challenges offer; empty where it is not meant to run. */
    Optional<DigestHash> strongestHash();
}
