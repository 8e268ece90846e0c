package dev.firstring.registrar.account;

/** The result of an account lookup. */
public sealed interface Lookup {

    /** An active account. */
    record Found(SipAccount account) implements Lookup {}

    /** The account is absent or not active. */
    record None() implements Lookup {}

    /** The directory is unavailable, too slow or overloaded. */
    record Away() implements Lookup {}
}
