package dev.firstring.bench.load;

/** The user of a flow; number, address and device are unique within the run. */
record Subject(String number, String address, String device) {}
