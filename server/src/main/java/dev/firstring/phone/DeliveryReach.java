package dev.firstring.phone;

/** Tells the number policy how far messages travel. The room that sends them knows. */
@FunctionalInterface
public interface DeliveryReach {

    /** Whether every message stays in the development inbox, so that none can reach a real network. */
    boolean inboxOnly();
}
