package dev.firstring.platform.keys;

/**
 * Secrets at rest that a rotation puts under the current key. A room that stores {@link Sealed} values for long offers
 * one as a bean; what lives for a day or less needs none, for old keys are kept for reading.
 *
 * <p>Nodes go on sealing and opening meanwhile, and two rotations may call it at once: a batch replaces a value only if
 * it is still the one that was read.
 */
public interface Reseal {

    /** What is re-sealed, in the plural, for the operator to read: {@code SIP secrets}. */
    String what();

    /** How many values are under a key other than the current one. */
    int remaining();

    /**
     * Puts at most that many values under the current key, in one transaction.
     *
     * @return how many it replaced; 0 when none is left that it can replace
     */
    int batch(int limit);
}
