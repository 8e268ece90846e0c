package dev.firstring.sip;

import java.security.SecureRandom;

/** Gives the same bytes over and over, so that draws collide. */
public final class RepeatingRandom extends SecureRandom {

    private final byte[] bytes;
    private int next;

    public RepeatingRandom(byte... bytes) {
        this.bytes = bytes.clone();
    }

    @Override
    public synchronized void nextBytes(byte[] target) {
        for (int i = 0; i < target.length; i++) {
            target[i] = bytes[next++ % bytes.length];
        }
    }
}
