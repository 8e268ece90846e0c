/** The checks of the doctor command. */
@NullMarked
package dev.firstring.console.doctor;

import org.jspecify.annotations.NullMarked;
