package dev.firstring.chaos.storm;

import java.util.concurrent.locks.ReentrantLock;

/** The owner of a SIP account, signed in until an operator ends the sign-in. Thread-safe. */
final class Member {

    /** An interruptible action. */
    @FunctionalInterface
    interface Act {
        void run() throws InterruptedException;
    }

    private final String credential;
    private final String address;
    private final String token;
    private final ReentrantLock turn = new ReentrantLock();
    private boolean signedOut;

    Member(String credential, String address, String token) {
        this.credential = credential;
        this.address = address;
        this.token = token;
    }

    String credential() {
        return credential;
    }

    String address() {
        return address;
    }

    /** The owner's access token. */
    String token() {
        return token;
    }

    /** Runs an action if the owner is signed in; returns false if not. */
    boolean signedIn(Act act) throws InterruptedException {
        turn.lockInterruptibly();
        try {
            if (!signedOut) {
                act.run();
            }
            return !signedOut;
        } finally {
            turn.unlock();
        }
    }

    /** Runs an action that ends the owner's sign-in; the sign-in counts as ended even if there is no response. */
    void signingOut(Act act) throws InterruptedException {
        turn.lockInterruptibly();
        try {
            signedOut = true;
            act.run();
        } finally {
            turn.unlock();
        }
    }
}
