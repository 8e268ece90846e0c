package dev.firstring.sipserver.drift.compare;

/** The right to go on with a run. Asked before each call to a server, because many slow ones take long. */
@FunctionalInterface
public interface Lease {

    /** Keeps it if need be, and throws what ends the work if it is lost or the node stops. */
    void keep();
}
