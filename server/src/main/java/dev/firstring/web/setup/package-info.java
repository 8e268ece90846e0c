/** Phone setup from a page: by scanning a QR code, or by a tap on the phone itself. */
@NullMarked
package dev.firstring.web.setup;

import org.jspecify.annotations.NullMarked;
