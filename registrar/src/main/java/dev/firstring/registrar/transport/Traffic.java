package dev.firstring.registrar.transport;

/** Counts incoming traffic. Implementations are thread-safe. */
public interface Traffic {

    /** A request got a response. The method is copied from the request and may be any text. */
    void answered(String method, int status);

    /**
     * A message or a connection got no response.
     *
     * @param reason one of a fixed set of words of the registrar
     */
    void dropped(String transport, String reason);
}
