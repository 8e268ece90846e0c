package dev.firstring.sipserver.drift;

/** Is told how a comparison comes along, by who runs it in its own thread. */
@FunctionalInterface
public interface CheckProgress {

    /** For who does not want to know. */
    CheckProgress NONE = (server, compared) -> {};

    /**
     * A page was compared.
     *
     * @param compared accounts and addresses so far, on all servers
     */
    void compared(String server, long compared);
}
