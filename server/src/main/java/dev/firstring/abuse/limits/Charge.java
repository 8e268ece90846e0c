package dev.firstring.abuse.limits;

/**
 * The result of a send that {@link ChargeSend} has run.
 *
 * @param <T> what the work returns
 * @param <R> what is answered where nothing is charged, for a reason of the caller's own
 */
public sealed interface Charge<T, R> {

    /** The limits were charged and the work was done; both are committed. */
    record Done<T, R>(T result, Allowance.Granted granted) implements Charge<T, R> {}

    /** The caller's own rules gave the answer; the limits were charged nothing. */
    record Uncharged<T, R>(R answer) implements Charge<T, R> {}

    /** The limits refuse the send, or ask for a challenge first. They were charged nothing, and the work was not done. */
    record Refused<T, R>(SendRefusal refusal) implements Charge<T, R> {}
}
