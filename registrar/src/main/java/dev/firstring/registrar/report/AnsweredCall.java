package dev.firstring.registrar.report;

/** A call that was answered. */
@FunctionalInterface
public interface AnsweredCall {

    /** Reports that it was ended, once. */
    void ended();
}
