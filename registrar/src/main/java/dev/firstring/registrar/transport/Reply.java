package dev.firstring.registrar.transport;

/**
 * A response to be sent.
 *
 * @param port the destination port over UDP, at the source address of the request
 * @param repeats whether a retransmission of the request must get the same bytes
 */
record Reply(byte[] bytes, int port, boolean repeats) {}
