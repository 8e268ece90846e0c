/** One-time links to documents. */
@NamedInterface("link")
@NullMarked
package dev.firstring.softphone.link;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.NamedInterface;
