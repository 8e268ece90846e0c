package dev.firstring.registrar.transport;

/**
 * An answer on its way.
 *
 * @param port where it goes to over UDP, at the address that the request came from
 * @param repeats whether the request, should it come again, must get these very bytes
 */
record Reply(byte[] bytes, int port, boolean repeats) {}
