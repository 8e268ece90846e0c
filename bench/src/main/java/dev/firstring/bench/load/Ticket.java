package dev.firstring.bench.load;

/** A session whose code has not been verified yet. */
record Ticket(Subject subject, String session, String code) {}
