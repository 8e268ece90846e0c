package dev.firstring.softphone.visitor;

import dev.firstring.softphone.document.Format;

/** Who opens a link. */
public sealed interface Visitor {

    /**
     * A program that configures itself by what it gets.
     *
     * @param reads the format that it reads by default
     */
    record Softphone(Format reads) implements Visitor {}

    /** A browser, a preview, a scanner, or nobody knows what: it gets a page and uses nothing up. */
    record Onlooker() implements Visitor {}
}
