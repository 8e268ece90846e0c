/** QR codes. */
@NamedInterface("qr")
@NullMarked
package dev.firstring.softphone.qr;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.NamedInterface;
