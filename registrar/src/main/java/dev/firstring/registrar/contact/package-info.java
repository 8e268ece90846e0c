/** Where phones are registered, in memory. */
@NullMarked
package dev.firstring.registrar.contact;

import org.jspecify.annotations.NullMarked;
