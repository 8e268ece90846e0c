package dev.firstring.chaos.check;

/**
 * An invariant of the tables.
 *
 * @param words the invariant in words
 * @param counted a query that returns the number of rows concerned
 * @param broken a query that returns one text per violation
 */
record Rule(String words, String counted, String broken) {}
