/** The API's views of a credential. */
@NamedInterface("view")
@NullMarked
package dev.firstring.sip.view;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.NamedInterface;
