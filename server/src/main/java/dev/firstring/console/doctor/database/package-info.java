/** What the doctor looks at in the database. */
@NullMarked
package dev.firstring.console.doctor.database;

import org.jspecify.annotations.NullMarked;
