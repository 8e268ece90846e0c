package dev.firstring.bench.load;

/** A session that waits for its code. */
record Ticket(Subject subject, String session, String code) {}
