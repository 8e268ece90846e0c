package dev.firstring.console.doctor;

/** What a check found; one line for the operator. */
public sealed interface Finding {

    /**
     * It is as it should be.
     *
     * @param subject what was looked at
     */
    record Fine(String subject, String detail) implements Finding {}

    /**
     * It is not.
     *
     * @param subject what was looked at
     * @param detail what is wrong
     * @param advice what to do
     */
    record Wrong(String subject, String detail, String advice) implements Finding {}
}
