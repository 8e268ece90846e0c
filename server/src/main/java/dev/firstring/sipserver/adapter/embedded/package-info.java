/** A registrar inside the process, for a first run, tests and demonstrations, and its adapter. */
@NullMarked
package dev.firstring.sipserver.adapter.embedded;

import org.jspecify.annotations.NullMarked;
