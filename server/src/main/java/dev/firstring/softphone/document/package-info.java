/** What softphones read to configure themselves, a class a kind of phone. */
@NamedInterface("document")
@NullMarked
package dev.firstring.softphone.document;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.NamedInterface;
