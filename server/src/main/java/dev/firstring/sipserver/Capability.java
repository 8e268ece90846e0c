package dev.firstring.sipserver;

/** What a SIP server can do. */
public enum Capability {
    /** It reads accounts from a view of the service's own database: a commit is enough to change an account. */
    READS_DATABASE,
    /** It runs inside the service: no other process can call it. */
    RUNS_INSIDE,
    /** It can list its accounts. */
    LISTS_ACCOUNTS,
    /** It can list the addresses that have a live registration. */
    LISTS_REGISTERED,
    /** It reports the hashes of an account's secret. */
    TELLS_HASHES,
    /** It can end a single registration. */
    DROPS_ONE_CONTACT
}
