/** What the doctor looks at. */
@NullMarked
package dev.firstring.console.doctor;

import org.jspecify.annotations.NullMarked;
