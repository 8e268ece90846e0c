/** The checks after the faults, in the database and through the API. */
@NullMarked
package dev.firstring.chaos.check;

import org.jspecify.annotations.NullMarked;
