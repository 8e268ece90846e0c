/** The database checks of the doctor command. */
@NullMarked
package dev.firstring.console.doctor.database;

import org.jspecify.annotations.NullMarked;
