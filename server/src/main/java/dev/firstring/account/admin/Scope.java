package dev.firstring.account.admin;

import java.util.Arrays;
import java.util.Optional;

/** What an operator may do. */
public enum Scope {
    /** Read SIP accounts, and the differences between the SIP servers and the database. */
    SIP_READ("sip:read"),
    /** Suspend, reactivate, revoke, deregister and synchronise SIP accounts. */
    SIP_WRITE("sip:write"),
    /** Compare the SIP servers with the database, and repair differences. */
    SIP_RECONCILE("sip:reconcile"),
    /** Read the state of the fraud guard. */
    GUARD_READ("guard:read");

    private final String word;

    Scope(String word) {
        this.word = word;
    }

    /** The name of the scope in commands, in the database and in the API. */
    public String word() {
        return word;
    }

    public static Optional<Scope> ofWord(String word) {
        return Arrays.stream(values()).filter(scope -> scope.word.equals(word)).findFirst();
    }
}
