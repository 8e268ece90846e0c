/** The embedded registrar, for the first run, tests and demonstrations, and its adapter. */
@NullMarked
package dev.firstring.sipserver.adapter.embedded;

import org.jspecify.annotations.NullMarked;
