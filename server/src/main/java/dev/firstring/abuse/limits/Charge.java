package dev.firstring.abuse.limits;

/**
 * The outcome of a send that {@link ChargeSend} has run.
 *
 * @param <T> the result of the work
 * @param <R> the caller's own answer when nothing is charged
 */
public sealed interface Charge<T, R> {

    /** The limits were charged and the work was done; both are committed. */
    record Done<T, R>(T result, Allowance.Granted granted) implements Charge<T, R> {}

    /** The caller's own rules decided; the limits were not charged. */
    record Uncharged<T, R>(R answer) implements Charge<T, R> {}

    /** The limits reject the send or require a challenge. They were not charged, and the work was not done. */
    record Refused<T, R>(SendRefusal refusal) implements Charge<T, R> {}
}
