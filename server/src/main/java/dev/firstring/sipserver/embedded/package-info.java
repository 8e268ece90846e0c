/** A registrar inside the process, for a first run, tests and demonstrations, and its adapter. */
@NullMarked
package dev.firstring.sipserver.embedded;

import org.jspecify.annotations.NullMarked;
