package dev.firstring.chaos.check;

/**
 * A rule that the tables must keep.
 *
 * @param words what must hold
 * @param counted a query of one number: how many rows the rule is about
 * @param broken a query of one text a violation
 */
record Rule(String words, String counted, String broken) {}
