package dev.firstring.registrar.account;

/** What the directory says of an account. */
public sealed interface Lookup {

    /** Phones may register with it. */
    record Found(SipAccount account) implements Lookup {}

    /** There is none, or it is not active. */
    record None() implements Lookup {}

    /** The directory is away, too slow, or has enough to do. */
    record Away() implements Lookup {}
}
