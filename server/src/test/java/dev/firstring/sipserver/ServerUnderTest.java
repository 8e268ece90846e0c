package dev.firstring.sipserver;

/** A SIP server, or a stand-in that behaves like one, and what a test does to it besides the port. */
public interface ServerUnderTest extends AutoCloseable {

    /** The adapter that is tested, connected to the server. */
    SipServer adapter();

    /**
     * A new account that the server does not have yet. For a server that reads the database, the credential is there by
     * {@link #commit}.
     */
    WantedAccount newAccount();

    /** Makes the database say what is wanted; nothing for a server that does not read it. */
    void commit(WantedAccount account);

    /** Makes the database forget the account; nothing for a server that does not read it. */
    void commitRemoval(WantedAccount account);

    /** A phone registers, or the stand-in pretends that one did. */
    void register(WantedAccount account, String userAgent);

    /** Whether a phone that has the account's secret could register now. */
    boolean admits(WantedAccount account);

    /** The server goes away: it neither answers nor refuses, or refuses connections. */
    void goAway();

    /** The server is back, with what it had or without; phones have to register anew. */
    void comeBack();

    @Override
    void close();
}
