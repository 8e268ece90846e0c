package dev.firstring.account.admin;

import java.util.Arrays;
import java.util.Optional;

/** What an operator may do. */
public enum Scope {
    /** Look at SIP accounts, and at how the SIP servers differ from the database. */
    SIP_READ("sip:read"),
    /** Suspend, reactivate, revoke, deregister and synchronise SIP accounts. */
    SIP_WRITE("sip:write"),
    /** Compare the SIP servers with the database, and repair what differs. */
    SIP_RECONCILE("sip:reconcile"),
    /** Look at the fraud guard. */
    GUARD_READ("guard:read");

    private final String word;

    Scope(String word) {
        this.word = word;
    }

    /** The scope in commands, in the database and on the wire. */
    public String word() {
        return word;
    }

    public static Optional<Scope> ofWord(String word) {
        return Arrays.stream(values()).filter(scope -> scope.word.equals(word)).findFirst();
    }
}
