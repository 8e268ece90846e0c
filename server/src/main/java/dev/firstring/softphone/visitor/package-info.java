/** The clients that open a link: softphones, or browsers and other programs. */
@NullMarked
package dev.firstring.softphone.visitor;

import org.jspecify.annotations.NullMarked;
