package dev.firstring.sipserver.adapter.embedded.account;

/** What the database says of an account. */
public sealed interface Lookup {

    /** Phones may register with it. */
    record Found(Account account) implements Lookup {}

    /** There is none, or it is not active. */
    record None() implements Lookup {}

    /** The database is away, too slow, or has enough to do. */
    record Away() implements Lookup {}
}
