package dev.firstring.registrar.transport;

/** Counts what comes in. Implementations are thread-safe. */
public interface Traffic {

    /** A request got an answer. The method is as the request has it, so it may be any text. */
    void answered(String method, int status);

    /**
     * A message or a connection got no answer.
     *
     * @param reason one of a few words of the registrar's own
     */
    void dropped(String transport, String reason);
}
