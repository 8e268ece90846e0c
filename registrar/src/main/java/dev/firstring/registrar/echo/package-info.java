/** An echo test: a phone that answers and returns what it hears. */
@NullMarked
package dev.firstring.registrar.echo;

import org.jspecify.annotations.NullMarked;
