package dev.firstring.console.doctor;

/** The result of a check, one line for the operator. */
public sealed interface Finding {

    /**
     * No problem.
     *
     * @param subject the subject of the check
     */
    record Fine(String subject, String detail) implements Finding {}

    /**
     * A problem.
     *
     * @param subject the subject of the check
     * @param detail the description of the problem
     * @param advice what to do
     */
    record Wrong(String subject, String detail, String advice) implements Finding {}
}
