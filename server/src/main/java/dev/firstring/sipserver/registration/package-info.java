/** Where phones were seen registered. */
@NullMarked
package dev.firstring.sipserver.registration;

import org.jspecify.annotations.NullMarked;
