/** The contacts of registered phones, in memory. */
@NullMarked
package dev.firstring.registrar.contact;

import org.jspecify.annotations.NullMarked;
