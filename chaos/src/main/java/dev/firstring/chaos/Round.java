package dev.firstring.chaos;

/**
 * The result of a round.
 *
 * @param afterMillis the time from the start of the round to the kill
 * @param readyMillis the time from the kill until the killed process was ready again
 * @param servingMillis the time from the kill until the first success of a later request; negative if none succeeded
 * @param queued the messages that were queued at the time of the kill
 * @param settledMillis the time from the kill until none of these messages was queued
 */
record Round(
        int number,
        Fault fault,
        String victim,
        long afterMillis,
        long readyMillis,
        long servingMillis,
        long queued,
        long settledMillis) {}
