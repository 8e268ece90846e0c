/** Keeps the documents true: what can be told from the code is compared with it. */
@NullMarked
package dev.firstring.docs;

import org.jspecify.annotations.NullMarked;
