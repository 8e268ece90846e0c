package dev.firstring.phone;

/** Tells the number policy how far messages travel. Implemented by the room that sends them. */
@FunctionalInterface
public interface DeliveryReach {

    /** Whether every message stays in the development inbox, so that none can reach a real network. */
    boolean inboxOnly();
}
