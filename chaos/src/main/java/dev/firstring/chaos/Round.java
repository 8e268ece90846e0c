package dev.firstring.chaos;

/**
 * How a round went.
 *
 * @param afterMillis how long the load had run in this round when the kill came
 * @param readyMillis from the kill until what was killed was ready again
 * @param servingMillis from the kill until a request that came later had succeeded; negative if none had
 * @param queued messages that waited at the kill
 * @param settledMillis from the kill until none of those waited any more
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
