/** Who opens a link: a softphone, or a person and what looks at links for people. */
@NullMarked
package dev.firstring.softphone.visitor;

import org.jspecify.annotations.NullMarked;
