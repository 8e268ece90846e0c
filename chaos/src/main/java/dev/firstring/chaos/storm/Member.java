package dev.firstring.chaos.storm;

import java.util.concurrent.locks.ReentrantLock;

/** Somebody who has a SIP account, until an operator ends the sign-in. Thread-safe. */
final class Member {

    /** An action of somebody in the storm, which may be ended. */
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

    /** Does what the owner wants as long as the owner is signed in; false if that is over. */
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

    /** Does what ends the owner's sign-in, whether or not it is answered. */
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
