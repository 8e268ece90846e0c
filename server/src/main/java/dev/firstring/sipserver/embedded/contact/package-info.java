/** Where phones are registered, in memory. */
@NullMarked
package dev.firstring.sipserver.embedded.contact;

import org.jspecify.annotations.NullMarked;
