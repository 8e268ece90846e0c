package dev.firstring.account.apikey;

/** What came of revoking a key. */
public enum ApiKeyRevocation {
    DONE,
    /** It was revoked before. */
    ALREADY,
    /** There is no key of that name. */
    UNKNOWN
}
