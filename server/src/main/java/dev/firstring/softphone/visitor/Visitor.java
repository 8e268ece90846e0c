package dev.firstring.softphone.visitor;

import dev.firstring.softphone.document.Format;

/** The client that opens a link. */
public sealed interface Visitor {

    /**
     * A program that configures itself with the document.
     *
     * @param reads its default format
     */
    record Softphone(Format reads) implements Visitor {}

    /** A browser, a preview, a scanner or an unknown client. It gets a page and takes no use of the link. */
    record Onlooker() implements Visitor {}
}
