/** What all pages share: the frame, the name of the service, the language. */
@NullMarked
package dev.firstring.web.layout;

import org.jspecify.annotations.NullMarked;
