package dev.firstring.bench.load;

/** Who runs a flow: nobody else in the run has this number, address or device. */
record Subject(String number, String address, String device) {}
