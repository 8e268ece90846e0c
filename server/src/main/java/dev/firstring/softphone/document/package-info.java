/** Configuration documents for softphones, one class per format. */
@NamedInterface("document")
@NullMarked
package dev.firstring.softphone.document;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.NamedInterface;
